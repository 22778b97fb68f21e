#include "json/foreign.h"

#include <gtest/gtest.h>

namespace insyn::json {
namespace {

std::optional<std::string> at(std::string_view text, const std::string& place) {
  const auto json = Foreign::parse(text, {place});
  return json ? json->at(place) : "no JSON";
}

TEST(Foreign, ValuesAreFoundByTheirPlace) {
  const std::string text =
      R"({"a":{"b-c":"x","n":-7,"t":true,"z":null,"f":1.5},"l":[{"id":"1","role":"customer"},{"id":"2","role":"agent"}]})";
  EXPECT_EQ(at(text, "a.b-c"), "x");
  EXPECT_EQ(at(text, "a.n"), "-7");
  EXPECT_EQ(at(text, "a.t"), "true");
  EXPECT_EQ(at(text, "l[0].id"), "1");
  EXPECT_EQ(at(text, "l[role=agent].id"), "2");
  for (const char* nothing : {"a", "a.z", "a.f", "a.b", "a.b-c.d", "b", "l", "l[2].id", "l[-1].id", "l[x].id",
                              "l[role=boss].id", "a[0]", "l.id", ""})
    EXPECT_EQ(at(text, nothing), std::nullopt) << nothing;
}

TEST(Foreign, WhatIsNotAskedForIsNotKept) {
  const auto json = Foreign::parse(R"({"a":{"id":"1","ani":"+46701234567"},"ani":{"id":"2"}})", {"a.id"});
  ASSERT_TRUE(json);
  EXPECT_EQ(json->at("a.id"), "1");
  EXPECT_EQ(json->at("a.ani"), std::nullopt);
  EXPECT_EQ(json->at("ani.id"), std::nullopt);
}

TEST(Foreign, WhatIsNoObjectIsRefused) {
  for (const char* text : {"", "[]", "1", "\"a\"", "{", "{}x", "{\"a\":\"\xff\"}", "{'a':1}", "{\"a\":1,}"})
    EXPECT_EQ(at(text, "a"), "no JSON") << text;
}

TEST(Foreign, SizeAndDepthAreBounded) {
  const std::string long_value(Foreign::kLongestValue, 'x');
  EXPECT_EQ(at("{\"a\":\"" + long_value + "\"}", "a"), long_value);
  EXPECT_EQ(at("{\"a\":\"" + long_value + "x\"}", "a"), std::nullopt);
  EXPECT_EQ(at("{\"b\":\"" + std::string(Foreign::kLargest, 'x') + "\"}", "a"), "no JSON");
  std::string deep = "\"x\"", place = "a";
  for (int i = 0; i < 32; ++i) deep = "{\"a\":" + deep + "}", place += i == 0 ? "" : ".a";
  EXPECT_EQ(at(deep, place), "x");
  EXPECT_EQ(at("{\"a\":" + deep + "}", place + ".a"), std::nullopt);
  EXPECT_EQ(at("{\"b\":" + std::string(100'000, '[') + std::string(100'000, ']') + ",\"a\":\"y\"}", "a"),
            "y");
}

}  // namespace
}  // namespace insyn::json
