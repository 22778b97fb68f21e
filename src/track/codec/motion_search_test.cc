#include "track/codec/motion_search.h"

#include "track/codec/testing.h"

namespace insyn::track {
namespace {

constexpr std::uint64_t kSeed = 20261127;

TEST(MotionSearch, AScrolledPageIsOneMotion) {
  const Image page = testing::page(640, 1000, 3);
  const Image before = testing::part_of(page, {0, 0, 640, 480});
  const Image after = testing::part_of(page, {0, 37, 640, 480});
  const auto motions = find_motion(before, before.bounds(), after.view(), kSeed);
  ASSERT_EQ(motions.size(), 1U);
  EXPECT_EQ(motions[0].from, (Rect{0, 37, 640, 443}));
  EXPECT_EQ(motions[0].to, (Point{0, 0}));
}

TEST(MotionSearch, WithheldPixelsAreNeverMoved) {
  const Image page = testing::page(640, 1000, 3);
  Image before = testing::part_of(page, {0, 0, 640, 480});
  before.fill({0, 200, 640, 280}, withheld_pixel(Withheld::kPaused));
  const Image after = testing::part_of(page, {0, 37, 640, 480});
  for (const Motion& motion : find_motion(before, before.bounds(), after.view(), kSeed))
    EXPECT_LE(motion.from.bottom(), 200);
}

TEST(MotionSearch, DifferentPagesHaveNone) {
  const Image before = testing::page(640, 480, 3), after = testing::page(640, 480, 4);
  EXPECT_TRUE(find_motion(before, before.bounds(), after.view(), kSeed).empty());
}

}  // namespace
}  // namespace insyn::track
