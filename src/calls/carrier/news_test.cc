#include "calls/carrier/news.h"

#include <gtest/gtest.h>

namespace insyn::calls {
namespace {

TEST(CallNews, ComeBackAsTheyWere) {
  for (const News& one :
       {News{},
        News{"a-1-0", {"text\n\n— pbx abc=\n", "\"\\"}, {{"pbx", Reach::kSource}, {"b", Reach::kServer}}}})
    EXPECT_EQ(parse_news(text_of(one)).value(), one) << text_of(one);
}

TEST(CallNews, AreWrittenAsTheDocumentSays) {
  EXPECT_EQ(
      text_of(News{"c", {"n\n"}, {{"pbx", Reach::kSource}}}),
      "{\"next\":\"c\",\"statements\":[\"n\\n\"],\"sources\":[{\"name\":\"pbx\",\"reach\":\"source\"}]}\n");
}

TEST(CallNews, WhatIsNoneIsRefused) {
  for (const char* text :
       {"", "[]", "{}", R"({"next":"c","statements":[]})", R"({"next":"c","sources":[]})",
        R"({"next":1,"statements":[],"sources":[]})", R"({"next":"c","statements":[1],"sources":[]})",
        R"({"next":"c","statements":{},"sources":[]})",
        R"({"next":"c","statements":[],"sources":[],"more":1})",
        R"({"next":"c","statements":[],"sources":[{"name":"pbx"}]})",
        R"({"next":"c","statements":[],"sources":[{"name":"","reach":"source"}]})",
        R"({"next":"c","statements":[],"sources":[{"name":"pbx","reach":"moon"}]})",
        R"({"next":"c","statements":[],"sources":[{"name":"pbx","reach":"source","more":1}]})"})
    EXPECT_FALSE(parse_news(text)) << text;
}

TEST(CallNews, AreBounded) {
  EXPECT_TRUE(parse_news(text_of(News{"c", std::vector<std::string>(kMostNewsStatements, "n"), {}})));
  EXPECT_FALSE(parse_news(text_of(News{"c", std::vector<std::string>(kMostNewsStatements + 1, "n"), {}})));
  EXPECT_FALSE(parse_news(text_of(News{"c", {std::string(kLargestCallNote + 1, 'n')}, {}})));
  EXPECT_FALSE(parse_news(text_of(News{std::string(kLongestCursor + 1, 'c'), {}, {}})));
  EXPECT_FALSE(parse_news(text_of(
      News{"c", {}, std::vector<CarrierReach>(kMostSources + 1, CarrierReach{"pbx", Reach::kSource})})));
  EXPECT_FALSE(parse_news(text_of(News{}) + std::string(kLargestNews, ' ')));
}

}  // namespace
}  // namespace insyn::calls
