#include "cli/printable.h"

#include <gtest/gtest.h>

namespace insyn::cli {
namespace {

TEST(Printable, LetsTextsThrough) { EXPECT_EQ(printable("Kundstöd “4711”\n\tok"), "Kundstöd “4711”\n\tok"); }

TEST(Printable, LetsNothingThroughThatSteersATerminal) {
  EXPECT_EQ(printable("a\x1b[2Jb"), "a\uFFFD[2Jb");
  EXPECT_EQ(printable("a\rb\x7f"), "a\uFFFDb\uFFFD");
  EXPECT_EQ(printable("a\u009b2J"), "a\uFFFD2J");
}

TEST(Printable, LetsNothingThroughThatTurnsTheTextAround) {
  EXPECT_EQ(printable("exe.\u202Efdp"), "exe.\uFFFDfdp");
}

TEST(Printable, ReplacesBytesThatAreNoText) {
  EXPECT_EQ(printable("a\xff\xc3"), "a\uFFFD\uFFFD");
  EXPECT_EQ(printable("\xe2\x82x"), "\uFFFD\uFFFDx");
}

TEST(Printable, KeepsTheValuesOfJson) { EXPECT_EQ(printable_json("\"å\u202E\""), "\"å\\u202e\""); }

TEST(Printable, CountsCharactersRatherThanBytes) { EXPECT_EQ(columns_of("Kundstöd"), 8U); }

}  // namespace
}  // namespace insyn::cli
