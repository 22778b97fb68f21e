#include "json/members.h"

#include <gtest/gtest.h>

namespace insyn::json {
namespace {

TEST(Members, AreReadByNameAndType) {
  auto all =
      Members::parse(R"({"a":"x","b":true,"c":7,"d":{"a":"y"},"e":[{"a":"1"},{"a":"2"}],"f":"1\n2\n"})");
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_EQ(all->text("a", 9), "x");
  EXPECT_EQ(all->truth("b"), true);
  EXPECT_EQ(all->number("c"), 7);
  EXPECT_EQ(all->object("d")->text("a", 9), "y");
  auto list = all->objects("e", 2);
  ASSERT_TRUE(list);
  EXPECT_EQ(list->at(1).text("a", 9), "2");
  EXPECT_EQ(all->lines("f", 9), "1\n2\n");
  EXPECT_EQ(all->text("g", 9), std::nullopt);
  EXPECT_TRUE(all->finish());
}

TEST(Members, AreRefusedWhereTheyAreNotAsAskedFor) {
  for (const char* text : {"", "[]", "{} {}", R"({"a":1,"a":2})", R"({"a":[{"b":1,"b":2}]})",
                           R"({"a":[[[[[1]]]]]})", "{\"a\":\"\xff\"}"})
    EXPECT_FALSE(Members::parse(text)) << text;
  const auto refused = [](const char* text, auto&& take) {
    auto all = Members::parse(text);
    EXPECT_TRUE(all) << text;
    take(*all);
    return !all->finish();
  };
  EXPECT_TRUE(refused(R"({"a":1})", [](Members&) {}));
  EXPECT_TRUE(refused(R"({"a":"1\n"})", [](Members& all) { (void)all.text("a", 9); }));
  EXPECT_TRUE(refused(R"({"a":"12"})", [](Members& all) { (void)all.lines("a", 1); }));
  EXPECT_TRUE(refused(R"({"a":[{},{}]})", [](Members& all) { (void)all.objects("a", 1); }));
  EXPECT_TRUE(refused(R"({"a":[1]})", [](Members& all) { (void)all.objects("a", 1); }));
  EXPECT_TRUE(refused(R"({"a":-1})", [](Members& all) { (void)all.number("a"); }));
}

TEST(Members, ANumberEitherWayHasItsBounds) {
  for (const auto& [text, value] : {std::pair("-5", -5), {"5", 5}, {"0", 0}}) {
    auto members = Members::parse(fmt::format(R"({{"n":{}}})", text));
    EXPECT_EQ(members->number_either_way("n", 5), value);
    EXPECT_TRUE(members->finish());
  }
  for (const char* bad :
       {"-6", "6", "1.5", "\"1\"", "99999999999999999999", "-9223372036854775808", "null"}) {
    auto members = Members::parse(fmt::format(R"({{"n":{}}})", bad));
    EXPECT_FALSE(members->number_either_way("n", 5)) << bad;
    EXPECT_FALSE(members->finish()) << bad;
  }
}

}  // namespace
}  // namespace insyn::json
