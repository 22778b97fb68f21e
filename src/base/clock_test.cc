#include "base/clock.h"

#include <gtest/gtest.h>

namespace insyn {
namespace {

TEST(Clock, TextGoesBothWays) {
  const std::string text = "2026-11-24T09:05:00.123Z";
  EXPECT_EQ(to_text(parse_utc(text).value()), text);
}

TEST(Clock, RefusesTimesThatDoNotExist) {
  for (const char* text : {"2026-02-30T00:00:00.000Z", "2026-11-24T24:00:00.000Z", "2026-11-24T09:05:00Z",
                           "2026-11-24T09:05:00.123+", "-026-11-24T09:05:00.123Z", ""}) {
    EXPECT_FALSE(parse_utc(text).has_value()) << text;
  }
}

TEST(Clock, StrictTimesHaveOneForm) {
  for (const char* text : {"2026-11-24 09:05:00.123Z", "2026-11-24T09:05:00.123z", "2026-11-24T09:05:00.12Z",
                           "2026-11-24T09:05:00.1234Z", "2026-11-24T09:05:00.123+00:00"}) {
    EXPECT_FALSE(parse_utc(text).has_value()) << text;
    EXPECT_TRUE(parse_rfc3339(text).has_value()) << text;
  }
}

TEST(Clock, HowLongTheComputerHasSleptStaysTheSameWhileItIsAwake) {
  const SystemClock clock;
  const auto slept = clock.slept();
  EXPECT_GE(slept + kSleepTolerance, std::chrono::microseconds(0));
  for (int i = 0; i < 1000; ++i) EXPECT_LT(std::chrono::abs(clock.slept() - slept), kSleepTolerance);
}

TEST(Clock, TimesOfOtherProgramsHaveAnOffset) {
  for (const char* text : {"2026-11-24T10:05:00.123+01:00", "2026-11-24 03:35:00.1239-0530",
                           "2026-11-25T00:04:00.123+14:59", "2026-11-24T09:05:00.123z"})
    EXPECT_EQ(parse_rfc3339(text), parse_utc("2026-11-24T09:05:00.123Z").value()) << text;
  EXPECT_EQ(parse_rfc3339("2026-11-24T09:05:00Z"), parse_utc("2026-11-24T09:05:00.000Z").value());
  for (const char* text : {"2026-11-24T09:05:00", "2026-11-24T09:05Z", "2026-11-24T09:05:00.Z",
                           "2026-11-24T09:05:60Z", "2026-11-24T09:05:00+24:00", "2026-11-24T09:05:00+1:00",
                           "2026-11-24t09:05:00Z", "2026-11-31T09:05:00Z", "20261124T090500Z", ""})
    EXPECT_FALSE(parse_rfc3339(text).has_value()) << text;
}

}  // namespace
}  // namespace insyn
