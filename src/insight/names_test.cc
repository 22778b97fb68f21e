#include "insight/names.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace insyn::insight
