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

}  // namespace
}  // namespace insyn
