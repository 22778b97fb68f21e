#include "track/codec/moves.h"

#include "track/codec/testing.h"

namespace insyn::track {
namespace {

constexpr std::uint64_t kSeed = 20261127;

TEST(Moves, APageThatMovedUpIsOneMove) {
  const Image page = testing::page(640, 1000, 3);
  const Image before = testing::part_of(page, {0, 0, 640, 480});
  const Image after = testing::part_of(page, {0, 37, 640, 480});
  const auto moves = find_moves(before, before.bounds(), after.view(), kSeed);
  ASSERT_EQ(moves.size(), 1U);
  EXPECT_EQ(moves[0].from, (Rect{0, 37, 640, 443}));
  EXPECT_EQ(moves[0].to, (Point{0, 0}));
}

TEST(Moves, WithheldPixelsAreNeverMoved) {
  const Image page = testing::page(640, 1000, 3);
  Image before = testing::part_of(page, {0, 0, 640, 480});
  before.fill({0, 200, 640, 280}, withheld_pixel(Withheld::kPaused));
  const Image after = testing::part_of(page, {0, 37, 640, 480});
  for (const Move& move : find_moves(before, before.bounds(), after.view(), kSeed))
    EXPECT_LE(move.from.bottom(), 200);
}

TEST(Moves, DifferentPagesHaveNone) {
  const Image before = testing::page(640, 480, 3), after = testing::page(640, 480, 4);
  EXPECT_TRUE(find_moves(before, before.bounds(), after.view(), kSeed).empty());
}

}  // namespace
}  // namespace insyn::track
