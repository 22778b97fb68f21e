#include "calls/carrier/lines.h"

#include <gtest/gtest.h>

namespace insyn::calls {
namespace {

TEST(Lines, ComeWholeHoweverTheirBytesArrive) {
  Lines lines(10);
  lines.receive("ab");
  EXPECT_EQ(lines.next().value(), std::nullopt);
  lines.receive("c\n\nd");
  EXPECT_EQ(lines.next().value(), "abc");
  EXPECT_EQ(lines.next().value(), "");
  EXPECT_EQ(lines.next().value(), std::nullopt);
  lines.receive("\n");
  EXPECT_EQ(lines.next().value(), "d");
}

TEST(Lines, OneThatIsTooLongIsRefusedBeforeItsEnd) {
  Lines lines(4);
  lines.receive("abc\n");
  EXPECT_EQ(lines.next().value(), "abc");
  lines.receive("abcd");
  EXPECT_FALSE(lines.next());
  Lines others(4);
  others.receive("abcd\n");
  EXPECT_FALSE(others.next());
}

}  // namespace
}  // namespace insyn::calls
