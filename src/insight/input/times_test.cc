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
  for (const char* text : {"2026-11-24 10:05:00+01",
                           "2026-11-24T10:05:00+01:00",
                           "2026-11-24 10:05:00+0100",
                           "2026-11-24T09:05Z",
                           "20261124T100500+0100",
                           "20261124T1005+01",
                           "2026/11/24 10:05:00 +01:00",
                           " 2026-11-24 09:05:00 UTC ",
                           "2026-11-24t09:05:00z",
                           "2026-11-24T10:05:00,000+01:00",
                           "2026-11-24T04:35:00-0430",
                           "2026-11-24 9:05:00Z",
                           "20261124100500+01",
                           "2026-11-24 10.05.00+01:00",
                           "2026-11-24-10.05.00.000000 +01:00",
                           "2026-11-24T10:05:00+01:00[Europe/Stockholm]",
                           "2026-11-24 10:05:00.000000001 +0100 CET",
                           "2026-11-24T10:05:00GMT+01:00",
                           "2026-11-24 10:05:00 UTC+01",
                           "2026-11-24T08:05:00\u221201:00"})
    EXPECT_EQ(reader.read(text).at, at) << text;
  EXPECT_EQ(reader.with_offset(), 21U);
  EXPECT_EQ(reader.read("2026-1-4 9:05Z").at, reader.read("2026-01-04T09:05:00Z").at);
}

TEST(Times, OfAWallClockNeedItsZone) {
  TimeReader none(nullptr);
  for (const char* text :
       {"2026-07-01 09:00:00", "2026-07-01T09:00", "20260701T090000", "2026/07/01 09:00", "20260701090000",
        "2026-7-1 9:00", "2026-07-01 09.00", "2026-07-01-09.00.00.000000"}) {
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

// What others could read is refused by what it is, so that whoever reads this knows what to export.
TEST(Times, WhatNobodyCanReadSurelyIsCalledByItsName) {
  const Clocks clocks;
  TimeReader zone(&clocks);
  const std::pair<Reason, std::vector<const char*>> kinds[] = {
      {Reason::kYearLast,
       {"24.11.2026 09:05", "11/24/2026 09:05", "24/11/2026 09:05", "3/4/2026 9:05 AM", "03-04-2026 09:05",
        "24-NOV-26 10.03.00.000000 AM +01:00", "24 Nov 2026 09:05", "24.11.26"}},
      {Reason::kBareNumber,
       {"1764000000", "1764000000000", "1764120112345678", "1795514580.25", "45985.378", "45985,378", "0",
        "202611241005"}},
      {Reason::kZoneWord, {"2026-11-24T09:05:00 CET", "2026-11-24T09:05:00[Europe/Stockholm]"}},
  };
  for (const auto& [reason, texts] : kinds) {
    for (const char* text : texts) {
      EXPECT_FALSE(zone.read(text).at) << text;
      EXPECT_EQ(zone.read(text).fault, reason) << text << ": " << name_of(zone.read(text).fault);
    }
  }
}

TEST(Times, AnythingElseIsNone) {
  const Clocks clocks;
  TimeReader zone(&clocks);
  for (const char* text : {"",
                           " ",
                           "2026-11-24",
                           "2026-11-24T09",
                           "2026-11-24T9:05",
                           "2026-11-24T09:05:0",
                           "2026-11-24T0905:00",
                           "2026-11-24 09:05 PM",
                           "2026-11-24T09:05:00+1",
                           "2026-11-24T09:05:00+24",
                           "2026-02-30T09:05",
                           "2026-11/24T09:05",
                           "2026-11-24-01:00",
                           "2026-11-24 9.5",
                           "2026-11-24T9.05",
                           "20261124",
                           "NaN",
                           "0001-01-01T00:00:00Z",
                           "9999-12-31T00:00:00Z",
                           "2026-11-24T10:05:00+25:00",
                           "2026-W48-2T10:05:00Z",
                           "2026-11-24T24:00",
                           "1999-12-31T00:00",
                           "2070-01-01T00:00Z"}) {
    EXPECT_FALSE(zone.read(text).at) << text;
    EXPECT_EQ(zone.read(text).fault, Reason::kTime) << text;
  }
}

}  // namespace
}  // namespace insyn::insight
