#include "weekly_report/due.h"

#include <gtest/gtest.h>

namespace insyn::weekly_report {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

constexpr hours kWeek{7 * 24};
const Utc kMonday = parse_utc("2026-11-01T23:00:00.000Z").value();
// Three weeks, as agreement::whole_weeks() gives them.
const std::vector<Utc> kWeeks = {kMonday, kMonday + kWeek, kMonday + 2 * kWeek, kMonday + 3 * kWeek};

TEST(DueWeek, AWeekIsDueADayAfterItsEnd) {
  EXPECT_FALSE(due_week(kWeeks, kMonday));
  EXPECT_FALSE(due_week(kWeeks, kMonday + kWeek));
  EXPECT_FALSE(due_week(kWeeks, kMonday + kWeek + kAfterWeek - milliseconds(1)));
  const auto first = due_week(kWeeks, kMonday + kWeek + kAfterWeek);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->begin, kMonday);
  EXPECT_EQ(first->end, kMonday + kWeek);
}

TEST(DueWeek, OfThoseThatWereMissedTheNewestIsDue) {
  EXPECT_EQ(due_week(kWeeks, kMonday + 2 * kWeek + kAfterWeek)->begin, kMonday + kWeek);
  // And stays so after the agreement's last one.
  EXPECT_EQ(due_week(kWeeks, kMonday + 30 * kWeek)->begin, kMonday + 2 * kWeek);
}

TEST(DueWeek, WithoutAWholeWeekNoneIs) {
  EXPECT_FALSE(due_week({}, kMonday));
  EXPECT_FALSE(due_week({kMonday}, kMonday + kWeek + kAfterWeek));
}

}  // namespace
}  // namespace insyn::weekly_report
