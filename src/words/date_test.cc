#include "words/date.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace insyn::words {
namespace {

using namespace std::chrono;

TEST(Date, IsAsTheRoomsWriteIt) {
  const sys_days day = year(2026) / 11 / 24;
  EXPECT_EQ(day_text(day, Language::kSwedish), "24 nov 2026");
  EXPECT_EQ(day_text(day, Language::kEnglish), "24 Nov 2026");
  EXPECT_EQ(day_text(year(2026) / 3 / 1, Language::kSwedish), "1 mars 2026");
  EXPECT_EQ(length_text(seconds(402)), "6 min 42 s");
  EXPECT_EQ(length_text(milliseconds(59'600)), "1 min 00 s");
  EXPECT_EQ(length_text(seconds(42)), "42 s");
  EXPECT_EQ(length_text(minutes(62)), "1 h 02 min");
  EXPECT_EQ(length_text(seconds(-3)), "0 s");
}

// The agent's own time, not the server's.
TEST(Date, IsOfThisComputersTimeZone) {
  const char* before = std::getenv("TZ");
  const std::string kept = before == nullptr ? "" : before;
  const Utc time = parse_utc("2026-11-24T23:30:00.000Z").value();
  setenv("TZ", "CET-1", 1);
  tzset();
  EXPECT_EQ(minute_text(time, Language::kSwedish), "25 nov 2026 00:30");
  setenv("TZ", "EST5", 1);
  tzset();
  EXPECT_EQ(minute_text(time, Language::kEnglish), "24 Nov 2026 18:30");
  before == nullptr ? unsetenv("TZ") : setenv("TZ", kept.c_str(), 1);
  tzset();
}

}  // namespace
}  // namespace insyn::words
