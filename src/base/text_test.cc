#include "base/text.h"

#include <gtest/gtest.h>

namespace insyn {
namespace {

TEST(Text, TakesUtf8OfEveryLength) { EXPECT_TRUE(check_text("a é € 𝄞\n", "\n")); }

TEST(Text, OverlongSurrogateTooLargeAndCutOffCharactersAreRefused) {
  for (const char* bad : {"\xC0\x80", "\xE0\x80\x80", "\xF0\x80\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                          "\xF5\x80\x80\x80", "\x80", "\xE2\x82", "\xC3(", "\xFF"}) {
    EXPECT_FALSE(check_text(bad, "\n")) << bad;
  }
}

TEST(Text, ControlCharacterIsRefusedWithItsLine) {
  const auto refused = check_text("one\ntwo\x1b[2J\n", "\n");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message.find("line 2: control character U+001B"), 0u);
}

TEST(Text, TextOverOneMebibyteIsRefused) {
  EXPECT_TRUE(check_text(std::string(kLongestText, 'a'), ""));
  EXPECT_FALSE(check_text(std::string(kLongestText + 1, 'a'), ""));
}

TEST(Text, LowerChangesLettersOfAsciiAlone) { EXPECT_EQ(lower("AZaz@[`{ 09ÄÅ"), "azaz@[`{ 09ÄÅ"); }

TEST(Readable, EmptyLongAndMisleadingValuesAreRefused) {
  EXPECT_TRUE(check_readable("Kundstöd", 9));
  EXPECT_FALSE(check_readable("", 9));
  EXPECT_FALSE(check_readable("Kundstöd", 8));
  EXPECT_FALSE(check_readable("a\x1b", 9));
  EXPECT_FALSE(check_readable("a\x7f", 9));
  EXPECT_FALSE(check_readable("a\u202Eb", 9));
  EXPECT_FALSE(check_readable("a\u2066b", 9));
  EXPECT_FALSE(check_readable("a\u2028b", 9));
}

}  // namespace
}  // namespace insyn
