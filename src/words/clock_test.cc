#include "words/clock.h"

#include <gtest/gtest.h>

namespace insyn::words {
namespace {

TEST(ClockWords, ATimeAsAServerWritesItIsTheMinuteHere) {
  const std::string time = "2026-12-01T08:15:03.000Z";
  EXPECT_EQ(local_minute(time), local_minute(parse_utc(time).value()));
  for (const char* none : {"", "soon", "2026-13-01T08:15:03.000Z"})
    EXPECT_EQ(local_minute(std::string(none)), none);
}

}  // namespace
}  // namespace insyn::words
