#include "cli/words.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "agreement/testing.h"

namespace insyn::cli {
namespace {

using std::chrono::milliseconds;

TEST(Words, SayBytesInTheLargestUnitThatFits) {
  EXPECT_EQ(bytes_text(0), "0 bytes");
  EXPECT_EQ(bytes_text(1), "1 byte");
  EXPECT_EQ(bytes_text(999), "999 bytes");
  EXPECT_EQ(bytes_text(1000), "1.0 kB");
  EXPECT_EQ(bytes_text(999'960), "1.0 MB");
  EXPECT_EQ(bytes_text(1'250'000'000), "1.2 GB");
  EXPECT_EQ(bytes_text(~std::uint64_t{0}), "18446744.1 TB");
}

TEST(Words, SayNumbersInGroups) {
  EXPECT_EQ(number_text(0), "0");
  EXPECT_EQ(number_text(999), "999");
  EXPECT_EQ(number_text(1000), "1 000");
  EXPECT_EQ(number_text(1234567), "1 234 567");
}

TEST(Words, SayDurations) {
  EXPECT_EQ(duration_text(milliseconds(-5)), "0.0 s");
  EXPECT_EQ(duration_text(milliseconds(850)), "0.8 s");
  EXPECT_EQ(duration_text(milliseconds(10'000)), "10 s");
  EXPECT_EQ(duration_text(milliseconds(123'000)), "2 min 3 s");
  EXPECT_EQ(duration_text(milliseconds(3'720'000)), "1 h 2 min");
}

TEST(Words, SayTimesByTheComputersAndByTheAgreementsClock) {
  const auto terms = agreement::parse_terms(agreement::example_terms()).value();
  const Utc time = agreement::utc("2026-11-24T09:05:00.123Z");
  ::setenv("TZ", "America/New_York", 1);
  EXPECT_EQ(time_text(time), "2026-11-24 04:05:00 EST");
  ::unsetenv("TZ");
  EXPECT_EQ(time_text(time, terms), "2026-11-24 10:05 (Europe/Stockholm)");
}

TEST(Words, SayTheLastDayOfAPeriodRatherThanTheMidnightBehindIt) {
  const auto terms = agreement::parse_terms(agreement::example_terms()).value();
  EXPECT_EQ(period_text(terms), "from 2026-12-01 up to and including 2027-01-31 (Europe/Stockholm)");
}

}  // namespace
}  // namespace insyn::cli
