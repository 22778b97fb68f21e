#include "agreement/zone.h"

#include <gtest/gtest.h>

namespace insyn::agreement {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

constexpr std::string_view kStockholm = "Europe/Stockholm";

std::string earliest(int y, unsigned m, unsigned d, int minute, std::string_view zone = kStockholm) {
  return to_text(instants_of(year(y) / month(m) / day(d), minute, zone)->earliest);
}
std::string latest(int y, unsigned m, unsigned d, int minute) {
  return to_text(instants_of(year(y) / month(m) / day(d), minute, kStockholm)->latest);
}

TEST(Zone, UnknownZonesAreRefusedWithoutAnException) {
  EXPECT_TRUE(check_zone(kStockholm));
  EXPECT_TRUE(check_zone("UTC"));
  for (const char* zone : {"Europe/Atlantis", "", "../../etc/passwd", "CET+99", "\x1b"}) {
    EXPECT_FALSE(check_zone(zone)) << zone;
  }
}

TEST(Zone, SummerAndWinterTimeDiffer) {
  EXPECT_EQ(earliest(2026, 7, 1, 8 * 60), "2026-07-01T06:00:00.000Z");
  EXPECT_EQ(earliest(2026, 12, 1, 8 * 60), "2026-12-01T07:00:00.000Z");
  EXPECT_EQ(earliest(2026, 12, 1, 8 * 60, "UTC"), "2026-12-01T08:00:00.000Z");
}

TEST(Zone, MinuteThatIsSkippedIsTheJump) {
  EXPECT_EQ(earliest(2026, 3, 29, 150), "2026-03-29T01:00:00.000Z");
  EXPECT_EQ(latest(2026, 3, 29, 150), "2026-03-29T01:00:00.000Z");
}

TEST(Zone, MinuteThatComesTwiceHasTwoInstants) {
  EXPECT_EQ(earliest(2026, 10, 25, 150), "2026-10-25T00:30:00.000Z");
  EXPECT_EQ(latest(2026, 10, 25, 150), "2026-10-25T01:30:00.000Z");
}

TEST(Zone, EndOfTheDayIsTheNextMidnight) {
  EXPECT_EQ(earliest(2027, 1, 31, 1440), "2027-01-31T23:00:00.000Z");
}

TEST(Zone, WallTimeHasDayAndMinute) {
  const auto wall = wall_time(parse_utc("2026-12-06T23:30:00.000Z").value(), kStockholm);
  ASSERT_TRUE(wall);
  EXPECT_EQ(wall->weekday, std::chrono::Monday);
  EXPECT_EQ(wall->minute, 30);
}

TEST(Week, BeginsOnMondayAtMidnightOfTheZone) {
  const auto start = [](const char* at, std::string_view zone) {
    return to_text(week_start(parse_utc(at).value(), zone).value());
  };
  EXPECT_EQ(start("2026-12-06T22:59:59.999Z", kStockholm), "2026-11-29T23:00:00.000Z");
  EXPECT_EQ(start("2026-12-06T23:00:00.000Z", kStockholm), "2026-12-06T23:00:00.000Z");
  EXPECT_EQ(start("2026-12-06T23:00:00.000Z", "UTC"), "2026-11-30T00:00:00.000Z");
}

TEST(Week, WithAClockChangeIsAnHourLongerOrShorter) {
  const auto start = week_start(parse_utc("2026-10-25T12:00:00.000Z").value(), kStockholm);
  EXPECT_EQ(to_text(start.value()), "2026-10-18T22:00:00.000Z");
  EXPECT_FALSE(week_start(Utc{}, "Nowhere"));
}

}  // namespace
}  // namespace insyn::agreement
