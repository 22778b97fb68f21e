#include "agreement/weeks.h"

#include <gtest/gtest.h>

namespace insyn::agreement {
namespace {

std::vector<std::string> weeks(std::string_view from, std::string_view to, bool in_stockholm) {
  Terms terms;
  terms.not_before = parse_utc(from).value();
  terms.not_after = parse_utc(to).value();
  if (in_stockholm) {
    terms.hours.emplace();
    terms.hours->zone = "Europe/Stockholm";
  }
  std::vector<std::string> all;
  const std::vector<Utc> begins = whole_weeks(terms).value();
  for (const Utc begin : begins) all.push_back(to_text(begin));
  return all;
}

using Texts = std::vector<std::string>;

TEST(Weeks, AreWholeAndFromMonday) {
  EXPECT_EQ(weeks("2026-12-01T00:00:00.000Z", "2026-12-22T00:00:00.000Z", false),
            (Texts{"2026-12-07T00:00:00.000Z", "2026-12-14T00:00:00.000Z", "2026-12-21T00:00:00.000Z"}));
  EXPECT_EQ(weeks("2026-12-07T00:00:00.000Z", "2026-12-14T00:00:00.000Z", false),
            (Texts{"2026-12-07T00:00:00.000Z", "2026-12-14T00:00:00.000Z"}));
  EXPECT_EQ(weeks("2026-12-07T00:02:00.000Z", "2026-12-14T00:00:00.000Z", false), Texts());
  EXPECT_EQ(weeks("2026-12-07T00:00:00.000Z", "2026-12-13T23:58:00.000Z", false), Texts());
}

// Which the summer time's end makes an hour longer.
TEST(Weeks, AreTheZones) {
  EXPECT_EQ(weeks("2026-10-18T22:00:00.000Z", "2026-11-01T23:00:00.000Z", true),
            (Texts{"2026-10-18T22:00:00.000Z", "2026-10-25T23:00:00.000Z", "2026-11-01T23:00:00.000Z"}));
  EXPECT_EQ(weeks("2027-03-21T23:00:00.000Z", "2027-03-28T22:00:00.000Z", true),
            (Texts{"2027-03-21T23:00:00.000Z", "2027-03-28T22:00:00.000Z"}));
}

}  // namespace
}  // namespace insyn::agreement
