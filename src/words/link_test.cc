#include "words/link.h"

#include <gtest/gtest.h>

namespace insyn::words {
namespace {

const Utc kNow = parse_utc("2026-12-01T08:00:00.000Z").value();

link::Standing example() {
  link::Standing standing;
  standing.written = kNow;
  standing.server = "https://insyn.example";
  standing.contact = kNow;
  return standing;
}

TEST(LinkWords, NothingIsSaidWhereAllIsWell) {
  link::Standing standing = example();
  standing.waiting = 3;
  EXPECT_EQ(link_line(standing, kNow, Language::kEnglish), "");
}

TEST(LinkWords, WhatWaitsAndWhy) {
  link::Standing standing = example();
  standing.waiting = 1;
  standing.trouble = link::Trouble{link::Obstacle::kNoAnswer, "refused", kNow, kNow};
  EXPECT_EQ(link_line(standing, kNow, Language::kEnglish),
            "1 recording waits to be sent to the centre; the server cannot be reached");
  EXPECT_EQ(link_line(standing, kNow, Language::kSwedish),
            "1 inspelning väntar på att skickas till centralen; servern går inte att nå");
}

TEST(LinkWords, WhatTheServerRefusesIsSaidWithItsReason) {
  link::Standing standing = example();
  standing.waiting = 1;
  standing.stuck = {
      {"0123", {link::Obstacle::kRefused, "in English", kNow, kNow, link::Refused{403, "certificate"}}}};
  EXPECT_NE(link_line(standing, kNow, Language::kSwedish).find("ingen dator i förteckningen"),
            std::string::npos);
  std::string all;
  for (const std::string& line : link_lines(standing, kNow, Language::kSwedish)) all += line + "\n";
  EXPECT_NE(all.find("0123: servern säger nej: ingen dator i förteckningen"), std::string::npos) << all;
  EXPECT_EQ(all.find("in English"), std::string::npos) << all;
}

TEST(LinkWords, ADiscardThatTheServerRefusesIsSaidWithItsReason) {
  link::Standing standing = example();
  standing.discards = 1;
  standing.stuck = {{"0123", {link::Obstacle::kRefused, "", kNow, kNow, link::Refused{403, "discard"}}}};
  EXPECT_EQ(
      link_line(standing, kNow, Language::kEnglish),
      "1 discard is not confirmed by the centre yet; the server refuses: the discard is not signed by the "
      "recording's agent, or the agreed time for it is over; the union can see to it with the file");
}

TEST(LinkWords, NothingThatWaitsIsSaidAsNothing) {
  std::string all;
  for (const std::string& line : link_lines(example(), kNow, Language::kEnglish)) all += line + "\n";
  EXPECT_NE(all.find("nothing waits to be sent"), std::string::npos) << all;
  EXPECT_EQ(all.find("arrived"), std::string::npos) << all;
}

TEST(LinkWords, ALinkThatIsSilent) {
  EXPECT_NE(link_line(example(), kNow + std::chrono::hours(1), Language::kEnglish).find("not been heard of"),
            std::string::npos);
}

TEST(LinkWords, EachObstacleHasWordsInBothLanguages) {
  for (int number = 0; number <= static_cast<int>(link::Obstacle::kHere); ++number) {
    const auto obstacle = static_cast<link::Obstacle>(number);
    EXPECT_FALSE(say(obstacle, Language::kEnglish).empty());
    EXPECT_NE(say(obstacle, Language::kEnglish), say(obstacle, Language::kSwedish));
  }
}

TEST(LinkWords, AllOfIt) {
  link::Standing standing = example();
  standing.in_force_until = kNow;
  standing.waiting = 2;
  standing.waiting_bytes = 1'600'000;
  standing.kept = 1;
  standing.discards = 1;
  standing.beside_call = true;
  standing.trouble = link::Trouble{link::Obstacle::kBusy, "503", kNow, kNow};
  standing.stuck = {{"0123", {link::Obstacle::kForked, "409", kNow, kNow}}};
  standing.refused = {"roster: not signed"};
  std::string all;
  for (const std::string& line : link_lines(standing, kNow, Language::kEnglish)) all += line + "\n";
  for (const char* part : {"https://insyn.example", "asks to come again", "2 recordings wait", "1.6 MB",
                           "once the call has ended", "1 recording has arrived and still lies here too",
                           "1 discard is not", "0123: the server has another", "roster: not signed"})
    EXPECT_NE(all.find(part), std::string::npos) << part << "\n" << all;
}

TEST(LinkWords, HowFarCallsReachIsSaidOfEachSource) {
  link::Standing standing = example();
  standing.calls = {{"one", "source"}, {"two", "server"}, {"three", "nothing"}};
  std::string all;
  for (const std::string& line : link_lines(standing, kNow, Language::kEnglish)) all += line + "\n";
  for (const char* part : {"one answers\n", "two does not answer the centre", "three cannot be reached"})
    EXPECT_NE(all.find(part), std::string::npos) << part << "\n" << all;
}

}  // namespace
}  // namespace insyn::words
