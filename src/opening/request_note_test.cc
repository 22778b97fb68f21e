#include "opening/request_note.h"

#include <gtest/gtest.h>

#include "opening/testing.h"

namespace insyn::opening {
namespace {

TEST(RequestNote, ComesBackAsItWas) {
  const Parties parties;
  for (const Request& one : {parties.request(), parties.request_of_events()})
    EXPECT_EQ(parse_request(text_of(one)).value(), one);
}

TEST(RequestNote, IsRefusedWhereItIsNotOne) {
  const Parties parties;
  const std::string text = text_of(parties.request());
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"request 1", "request 0"},
      {kTestRecording, "x"},
      {"opens pictures", "opens all"},
      {kRequestRecipient, "age1x"},
      {kRequestRecipient, kSecondReviewer},
      {kSecondReviewer, "age1x"},
      {"request-name Ärende 17\n", ""},
      {"request-name Ärende 17", "request-name "},
      {"because Sökningen gav inget svar, tre kunder samma dag.", "because "},
      {"because Sökningen gav inget svar, tre kunder samma dag.\n", ""},
      {"because Sök", "because \u202eSök"},
      {"purpose search-fails", "purpose Sök"},
      {"purpose search-fails", "purpose " + std::string(65, 'a')},
      {"until 2026-12-09", "until 2026-12-02"},
      {"until 2026-12-09", "until 2027-03-03"},
      {"until 2026-12-09", "until 2026-12-0x"},
      {"agreement-sha256 ", "agreement-sha256  "},
      {"agreement-sha256 ", "agreement-sha256 00"},
      {"asked ", "further x\nasked "}};
  for (const auto& [from, to] : changes) EXPECT_FALSE(parse_request(with(text, from, to))) << from << to;
  EXPECT_FALSE(parse_request(text + "\n"));
  EXPECT_FALSE(parse_request(text + text.substr(text.find('\n') + 1)));
}

}  // namespace
}  // namespace insyn::opening
