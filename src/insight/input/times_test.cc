#include "insight/input/times.h"

#include <gtest/gtest.h>

namespace insyn::insight {
namespace {

// An hour before UTC's, but two from 02:00 on 29 March to 03:00 on 25 October 2026.
class Clocks final : public WallClock {
 public:
  std::optional<Shown> shows(std::chrono::sys_days day, int minute) const override {
    using std::chrono::hours;
    using std::chrono::minutes;
    const auto shown = Utc(day) + minutes(minute);
    const auto begins = Utc(std::chrono::sys_days(std::chrono::year(2026) / 3 / 29)) + hours(2);
    const auto ends = Utc(std::chrono::sys_days(std::chrono::year(2026) / 10 / 25)) + hours(3);
    if (shown >= begins && shown < begins + hours(1)) return std::nullopt;
    if (shown >= ends - hours(1) && shown < ends) return Shown{shown - hours(2), shown - hours(1)};
    const auto utc = shown - (shown >= begins && shown < ends ? hours(2) : hours(1));
    return Shown{utc, utc};
  }
};

TEST(Times, OneInstantInManyForms) {
  TimeReader reader(nullptr);
  const auto at = reader.read("2026-11-24T09:05:00Z").at;
  ASSERT_TRUE(at);
  for (const char* text : {"2026-11-24 10:05:00+01", "2026-11-24T10:05:00+01:00", "2026-11-24 10:05:00+0100",
                           "2026-11-24T09:05Z", "20261124T100500+0100", "20261124T1005+01",
                           "2026/11/24 10:05:00 +01:00", " 2026-11-24 09:05:00 UTC ", "2026-11-24t09:05:00z",
                           "2026-11-24T10:05:00,000+01:00", "2026-11-24T04:35:00-0430"})
    EXPECT_EQ(reader.read(text).at, at) << text;
  EXPECT_EQ(reader.with_offset(), 12U);
}

TEST(Times, OfAWallClockNeedItsZone) {
  TimeReader none(nullptr);
  for (const char* text :
       {"2026-07-01 09:00:00", "2026-07-01T09:00", "20260701T090000", "2026/07/01 09:00"}) {
    EXPECT_FALSE(none.read(text).at) << text;
    EXPECT_EQ(none.read(text).fault, Reason::kNoZone) << text;
  }
  const Clocks clocks;
  TimeReader zone(&clocks);
  EXPECT_EQ(zone.read("2026-07-01 09:00:00.25").at, none.read("2026-07-01T07:00:00.25Z").at);
  EXPECT_EQ(zone.read("2026-11-01 09:00").at, none.read("2026-11-01T08:00:00Z").at);
  EXPECT_EQ(zone.read("2026-11-01 09:00Z").at, none.read("2026-11-01T09:00:00Z").at);
  EXPECT_EQ(zone.local(), 2U);
  EXPECT_EQ(zone.with_offset(), 1U);
}

TEST(Times, ThatAClockShowsTwiceOrNeverAreNotGuessed) {
  const Clocks clocks;
  TimeReader zone(&clocks);
  EXPECT_EQ(zone.read("2026-10-25 02:30:00").fault, Reason::kTwice);
  EXPECT_EQ(zone.read("2026-03-29 02:30:00").fault, Reason::kNever);
  EXPECT_FALSE(zone.read("2026-10-25 02:30:00").at);
  EXPECT_TRUE(zone.read("2026-10-25 03:00:00").at);
  EXPECT_TRUE(zone.read("2026-10-25 02:30:00+02").at);
}

TEST(Times, AnythingElseIsNone) {
  const Clocks clocks;
  TimeReader zone(&clocks);
  for (const char* text : {"",
                           " ",
                           "2026-11-24",
                           "24.11.2026 09:05",
                           "11/24/2026 09:05",
                           "24/11/2026 09:05",
                           "1764000000",
                           "1764000000000",
                           "45985.378",
                           "2026-11-24T09",
                           "2026-11-24T9:05",
                           "2026-11-24T09:05:0",
                           "2026-11-24T0905:00",
                           "2026-11-24 09:05 PM",
                           "2026-11-24T09:05:00+1",
                           "2026-11-24T09:05:00+24",
                           "2026-11-24T09:05:00 CET",
                           "2026-02-30T09:05",
                           "2026-11/24T09:05",
                           "2026-11-24T24:00",
                           "1999-12-31T00:00",
                           "2070-01-01T00:00Z"}) {
    EXPECT_FALSE(zone.read(text).at) << text;
    EXPECT_EQ(zone.read(text).fault, Reason::kTime) << text;
  }
}

}  // namespace
}  // namespace insyn::insight
