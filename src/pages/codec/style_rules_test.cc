#include "pages/codec/style_rules.h"

#include <gtest/gtest.h>

namespace insyn::pages {
namespace {

TEST(StyleRules, DecimalsHaveOneForm) {
  EXPECT_EQ(decimal("1"), 1U);
  EXPECT_EQ(decimal("9007199254740991"), kLargestNumber);
  for (const char* text : {"", "0", "01", "-1", "1 ", "x", "9007199254740992", "99999999999999999"})
    EXPECT_EQ(decimal(text), 0U) << text;
}

TEST(StyleRules, ValuesThatAskForNothingAreAccepted) {
  for (const char* value : {"", "red", "rgb(1, 2, 3)", "\"it's!\" '(['", "[a] minmax(0px, auto)", "node(7)",
                            "curl-y", "a-node", "calc(100% - (2px + 1em))"})
    EXPECT_TRUE(check_value(value).has_value()) << value;
  EXPECT_EQ(check_value("asset(3), linear-gradient(red, blue), asset(12)").value(),
            (std::vector<Number>{3, 12}));
  EXPECT_TRUE(check_value(std::string(64, '(') + std::string(64, ')')).has_value());
  EXPECT_TRUE(check_value(std::string(kLongestValue, 'a')).has_value());
}

TEST(StyleRules, OthersAreRefused) {
  for (const char* value : {"a;",
                            "\";\"",
                            "{",
                            "}",
                            "\\75rl(x)",
                            "<",
                            "@",
                            "/**/",
                            "\"/*\"",
                            "red !important",
                            "a\nb",
                            "\x7F",
                            "\"",
                            "\"a'",
                            "(",
                            "[",
                            ")",
                            "]",
                            "(])",
                            "[(])",
                            "url(x)",
                            "URL(x)",
                            "\"url(x)\"",
                            "my-src(x)",
                            "image(x)",
                            "image-set(x)",
                            "cross-fade(x)",
                            "paint(x)",
                            "-moz-element(x)",
                            "expression(x)",
                            "attr(x)",
                            "asset()",
                            "asset(0)",
                            "asset(01)",
                            "asset( 1)",
                            "asset(1",
                            "Asset(1)",
                            "\"asset(1)\"",
                            "'node(1)'",
                            "node(x)",
                            "asset(99999999999999999)"})
    EXPECT_FALSE(check_value(value).has_value()) << value;
  EXPECT_FALSE(check_value(std::string(65, '(') + std::string(65, ')')).has_value());
  EXPECT_FALSE(check_value(std::string(kLongestValue + 1, 'a')).has_value());
}

TEST(StyleRules, PropertiesAreSmallLettersAndHyphens) {
  for (const std::string& property :
       {std::string("color"), std::string("-webkit-mask"), std::string(60, 'a')})
    EXPECT_TRUE(check_property(property).has_value()) << property;
  for (const std::string& property :
       {std::string(), std::string("--x"), std::string("Color"), std::string("a b"), std::string("a:b"),
        std::string("grid2"), std::string(61, 'a')})
    EXPECT_FALSE(check_property(property).has_value()) << property;
}

}  // namespace
}  // namespace insyn::pages
