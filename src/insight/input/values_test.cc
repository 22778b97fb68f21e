#include "insight/input/values.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "base/clock.h"

namespace insyn::insight {
namespace {

Instant utc(std::string_view text) {
  constexpr std::chrono::sys_days kOrigin = std::chrono::year(2000) / 1 / 1;
  return (parse_utc(text).value() - kOrigin) / std::chrono::milliseconds(1);
}

TEST(Values, TimesOfEveryWayOfWritingThem) {
  const Instant at = utc("2026-11-24T09:05:00.120Z");
  for (const char* text :
       {"2026-11-24T09:05:00.12Z", "2026-11-24 09:05:00.120Z", "2026-11-24T10:05:00.1200+01:00",
        "2026-11-24T10:05:00.12+0100", "2026-11-23T23:05:00.12999-10:00"}) {
    const auto parsed = parse_instant(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(*parsed - at, std::string_view(text).find("999") == std::string_view::npos ? 0 : 9) << text;
  }
  EXPECT_EQ(parse_instant("2000-01-01T00:00:00Z"), 0);
}

TEST(Values, WhatIsNoTimeIsNone) {
  for (const char* text :
       {"", "2026-11-24", "2026-11-24T09:05:00", "2026-11-24T09:05:00.Z", "2026-13-24T09:05:00Z",
        "2026-02-30T09:05:00Z", "2026-11-24T24:05:00Z", "2026-11-24T09:60:00Z", "2026-11-24T09:05:61Z",
        "1999-12-31T23:59:59Z", "2070-01-01T00:00:00Z", "2026-11-24T09:05:00+24:00",
        "2026-11-24T09:05:00+1:00", "2026-11-24T09:05:00ZZ", "20a6-11-24T09:05:00Z", "2026-11-24X09:05:00Z",
        "1795000000"})
    EXPECT_FALSE(parse_instant(text)) << text;
}

TEST(Values, SecondsAndCounts) {
  EXPECT_EQ(parse_seconds("12"), 12'000U);
  EXPECT_EQ(parse_seconds("12.5"), 12'500U);
  EXPECT_EQ(parse_seconds("0.0019"), 1U);
  for (const char* text : {"", "-1", "1.", ".5", "1e3", "86401", "1.5s", " 1"})
    EXPECT_FALSE(parse_seconds(text)) << text;
  EXPECT_EQ(parse_count("17"), 17U);
  for (const char* text : {"", "-1", "4294967296", "1.0", "0x1"}) EXPECT_FALSE(parse_count(text)) << text;
}

TEST(Values, NamesAreTextThatCanBeShown) {
  for (const char* text : {"", "Sök", "=1+1", "価格", "🙂"}) EXPECT_TRUE(is_name(text)) << text;
  for (const char* text : {"\x1b[31m", "a\nb", "\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                           "\xe2\x80", "\u202eabc", "\xc2\x85", "\x7f", "a\u200e", "\u200fa", "a\u061c",
                           "\ufeff"
                           "a"})
    EXPECT_FALSE(is_name(text)) << text;
  EXPECT_TRUE(is_name(std::string(kLongestName, 'a')));
  EXPECT_FALSE(is_name(std::string(kLongestName + 1, 'a')));
}

// On a thread of its own, which has read no day yet.
TEST(Values, NothingIsNoDay) {
  std::thread([] {
    EXPECT_FALSE(parse_instant(std::string(10, '\0') + "T09:05:00Z"));
    EXPECT_TRUE(parse_instant("2026-11-24T09:05:00Z"));
  }).join();
}

}  // namespace
}  // namespace insyn::insight
