#include "insight/input/names.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace insyn::insight {
namespace {

TEST(Names, ANameHasOneNumber) {
  Names names(100'000);
  EXPECT_EQ(names.add(""), kNoName);
  for (int round = 0; round < 2; ++round) {
    for (NameId i = 1; i < 50'000; ++i) ASSERT_EQ(names.add("name " + std::to_string(i)), i);
  }
  EXPECT_EQ(names.text(4711), "name 4711");
  EXPECT_EQ(names.find("name 4711"), 4711U);
  EXPECT_EQ(names.find("name 0"), std::nullopt);
}

TEST(Names, MoreThanTheLimitAreRefusedAndTheRestStays) {
  Names names(3);
  EXPECT_TRUE(names.add("a") && names.add("b"));
  EXPECT_EQ(names.add("c"), std::nullopt);
  EXPECT_EQ(names.add("a"), 1U);
  EXPECT_EQ(names.size(), 3U);
}

TEST(Names, TextsStayWhereTheyAreWhenTheSetMoves) {
  static_assert(std::is_nothrow_move_constructible_v<Names> && !std::is_copy_constructible_v<Names>);
  Names names(100);
  names.add("a");
  const std::string_view text = names.text(1);
  const Names moved = std::move(names);
  EXPECT_EQ(moved.text(1).data(), text.data());
}

TEST(RecentNames, AreFoundUntilAnotherTakesTheirPlace) {
  constexpr NameId kMany = 20'000;
  Names names(kMany + 1);
  RecentNames recent;
  for (NameId i = 1; i <= kMany; ++i) {
    const std::string name = fmt::format("call {}", i);
    EXPECT_FALSE(recent.find(name));
    const NameId id = *names.add(name);
    recent.put(names.text(id), id);
    EXPECT_EQ(recent.find(name), id);
  }
  for (NameId i = 1; i <= kMany; ++i) {
    const std::string name = fmt::format("call {}", i);
    if (const auto found = recent.find(name)) {
      EXPECT_EQ(names.text(*found), name);
    }
  }
}

TEST(RecentNames, AreGoneOnceForgottenAndComeAgain) {
  RecentNames recent;
  EXPECT_FALSE(recent.find("a"));
  recent.put("a", 1);
  recent.forget();
  EXPECT_FALSE(recent.find("a"));
  recent.put("a", 2);
  EXPECT_EQ(recent.find("a"), 2U);
}

TEST(RecentNames, NamesThatBeginAndEndAlikeAreTwo) {
  for (const std::size_t size : {7U, 8U, 15U, 16U, 17U, 40U}) {
    RecentNames recent;
    const std::string one(size, 'a');
    recent.put(one, 1);
    EXPECT_EQ(recent.find(one), 1U);
    EXPECT_FALSE(recent.find(one + "a"));
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = one;
      other[at] = 'b';
      EXPECT_FALSE(recent.find(other)) << size << ", " << at;
    }
  }
}

TEST(MergeNames, TheSameNameHasTheSameNumberWhicheverPartItIsFrom) {
  Names a(1000), b(1000), c(1000);
  for (int i = 0; i < 500; ++i) {
    a.add(fmt::format("{}", i));
    b.add(fmt::format("{}", 749 - i));
  }
  const MergedNames merged = merge_names({&a, &b, &c}, 100'000);
  std::map<std::string, NameId> number_of;
  std::set<NameId> numbers;
  const std::vector<const Names*> parts = {&a, &b, &c};
  for (std::size_t part = 0; part < parts.size(); ++part) {
    ASSERT_EQ(merged.number_of[part].size(), parts[part]->size());
    EXPECT_EQ(merged.number_of[part][kNoName], kNoName);
    for (NameId id = 0; id < parts[part]->size(); ++id) {
      const NameId number = merged.number_of[part][id];
      EXPECT_LT(number, merged.end);
      numbers.insert(number);
      const auto [known, is_new] = number_of.emplace(parts[part]->text(id), number);
      EXPECT_EQ(known->second, number) << parts[part]->text(id);
    }
  }
  EXPECT_EQ(number_of.size(), 751U);
  EXPECT_EQ(numbers.size(), 751U);
}

TEST(MergeNames, WhatIsTooManyHasNoNumber) {
  Names names(10'000);
  for (int i = 0; i < 5'000; ++i) names.add(fmt::format("{}", i));
  const auto numbers = merge_names({&names}, 1'600).number_of[0];
  const auto without = std::count(numbers.begin(), numbers.end(), kNoName);
  EXPECT_GT(without, 5'001 - 1'600);
  EXPECT_LT(without, 5'001 - 1'400);
}

}  // namespace
}  // namespace insyn::insight
