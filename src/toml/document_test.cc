#include "toml/document.h"

#include <gtest/gtest.h>

namespace insyn::toml {
namespace {

TEST(Toml, SyntaxErrorNamesItsLine) {
  const auto refused = parse("a = 1\nb = \n");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message.find("line 2"), 0u) << refused.error().message;
}

TEST(Toml, LettersOutsideQuotesAreRefusedWithoutUndefinedBehaviour) {
  for (const char* text :
       {"ö = 1\n", "a = ö\n", "a = 1ö\n", "[ö]\n", "un\u00f6d\".k = 1\n", "a\u0400 = 1\n"}) {
    EXPECT_FALSE(parse(text)) << text;
  }
}

TEST(Toml, KeyGivenTwiceIsRefused) { EXPECT_FALSE(parse("a = 1\na = 2\n")); }

TEST(Toml, DeepNestingIsRefusedInsteadOfExhaustingTheStack) {
  std::string deep = "a";
  for (int i = 0; i < 400'000; ++i) deep += ".a";
  EXPECT_FALSE(parse(deep + " = 1\n"));
  EXPECT_FALSE(parse("[" + deep + "]\n"));
  EXPECT_FALSE(parse("a = " + std::string(100'000, '[') + "\n"));
  EXPECT_FALSE(parse("a = " + std::string(100'000, '{') + "\n"));
}

TEST(Toml, DeepestNestingThatIsAllowedIsRead) {
  std::string deep = "a";
  for (int i = 1; i < 32; ++i) deep += ".a";
  EXPECT_TRUE(parse(deep + " = 1\n"));
  const auto refused = parse("b = 1\n" + deep + ".a = 1\n");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "line 2: nested more than 32 deep");
  EXPECT_FALSE(parse("a = " + std::string(33, '[') + std::string(33, ']') + "\n"));
}

TEST(Toml, OffsetDateTimeIsAnInstantAndALocalOneIsNot) {
  const auto top = parse("a = 2026-12-01T10:00:00+01:00\nb = 2026-12-01T10:00:00\nc = 10:00:00\n");
  ASSERT_TRUE(top);
  EXPECT_EQ(top->items[0].kind, Value::kOffsetDateTime);
  EXPECT_EQ(to_text(top->items[0].instant), "2026-12-01T09:00:00.000Z");
  EXPECT_EQ(top->items[1].kind, Value::kOther);
  EXPECT_EQ(top->items[2].kind, Value::kOther);
}

TEST(Toml, DateThatDoesNotExistIsRefused) { EXPECT_FALSE(parse("a = 2026-02-30\n")); }

TEST(Toml, QuotedTextComesBack) {
  for (const char* text : {"", "a\"b\\c", "tab\tnewline\n\x7f\x01", "Kundstöd", "a = 1 # [x]"}) {
    const auto top = parse("a = " + quoted(text) + "\n");
    ASSERT_TRUE(top) << text;
    EXPECT_EQ(top->items[0].string, text);
  }
}

}  // namespace
}  // namespace insyn::toml
