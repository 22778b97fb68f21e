#include "http_signature/structured_fields.h"

#include <gtest/gtest.h>

namespace insyn::http_signature {
namespace {

TEST(StructuredFields, AreWrittenAsTheyAreRead) {
  for (const char* text :
       {"", "a=1", "a=-999999999999999", "a", "a;b;c=?0", "a=?0", "a=token", "a=*/t:1", "a=\"q\\\"\\\\ \"",
        "a=::", "a=:AAEC:", "sig=(\"@method\" \"@path\";req);created=1;keyid=\"k\"", "a=(), b=(1 2);x",
        "*k.-_9=1"}) {
    const auto dictionary = parse_dictionary(text);
    ASSERT_TRUE(dictionary) << text << ": " << dictionary.error().message;
    EXPECT_EQ(to_text(*dictionary), text);
  }
}

TEST(StructuredFields, MayHaveWhiteSpaceWhereTheStandardAllowsIt) {
  const auto dictionary = parse_dictionary("  a=1 \t,\t b=( \"x\"   \"y\" );  p=2  ");
  ASSERT_TRUE(dictionary) << dictionary.error().message;
  EXPECT_EQ(to_text(*dictionary), "a=1, b=(\"x\" \"y\");p=2");
}

TEST(StructuredFields, OfOtherFormsAreRefused) {
  for (const char* text : {",",
                           "a=1,",
                           "a=1 b=2",
                           "A=1",
                           "1=1",
                           "a=",
                           "a=1.5",
                           "a=1000000000000000",
                           "a=-",
                           "a=\"",
                           "a=\"\\a\"",
                           "a=\"\x7f\"",
                           "a=\"\xc3\xa5\"",
                           "a=:AA:",
                           "a=:AAECA",
                           "a=: AAEC:",
                           "a=?2",
                           "a=(",
                           "a=(1",
                           "a=(1,2)",
                           "a=(1\"x\")",
                           "a=1;",
                           "a=1;B",
                           "a=1, a=2",
                           "a=1;b;b",
                           "\ta=1",
                           "a=\n1",
                           "a=@1"}) {
    EXPECT_FALSE(parse_dictionary(text)) << text;
  }
}

TEST(StructuredFields, AreBounded) {
  std::string many, list = "a=(", parameters = "a=1";
  for (int i = 0; i < 33; ++i) {
    many += (i == 0 ? "k" : ", k") + std::to_string(i);
    list += " 1";
    parameters += ";p" + std::to_string(i);
  }
  EXPECT_FALSE(parse_dictionary(many));
  EXPECT_FALSE(parse_dictionary(list + ")"));
  EXPECT_FALSE(parse_dictionary(parameters));
  EXPECT_TRUE(parse_dictionary(many.substr(0, many.rfind(','))));
  EXPECT_TRUE(parse_dictionary("a=\"" + std::string(kLongestField - 4, 'x') + "\""));
  EXPECT_FALSE(parse_dictionary("a=\"" + std::string(kLongestField - 3, 'x') + "\""));
}

}  // namespace
}  // namespace insyn::http_signature
