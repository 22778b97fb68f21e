#include "recorder/stages/track_stage.h"

#include <gtest/gtest.h>

namespace insyn::recorder {
namespace {

constexpr track::TrackTime kBegin(5'000);
constexpr Rect kTrackedPlace{10, 10, 64, 48};

TEST(TrackStage, NothingIsDueWithoutContent) { EXPECT_FALSE(TrackStage().due()); }

TEST(TrackStage, ContentIsDueSoThatACrashCostsTwoSecondsAtMost) {
  TrackStage stage;
  stage.surface_opened(kBegin, 1, track::SurfaceKind::kWindow, kTrackedPlace);
  ASSERT_TRUE(stage.due());
  EXPECT_GT(*stage.due(), kBegin);
  EXPECT_LT(*stage.due(), kBegin + track::TrackTime(2'000));
}

TEST(TrackStage, ASurfaceThatIsTooLargeIsLeftOutAndCounted) {
  TrackStage stage;
  stage.surface_opened(kBegin, 1, track::SurfaceKind::kWindow, {0, 0, 40'000, 40'000});
  stage.withheld(kBegin, 1, {0, 0, 10, 10}, track::Withheld::kForeignInside);
  stage.surface_moved(kBegin, 1, kTrackedPlace);
  stage.surface_closed(kBegin, 1);
  EXPECT_EQ(stage.open_surfaces(), 0U);
  EXPECT_EQ(stage.refused_surfaces(), 1U);
  EXPECT_EQ(stage.balance().withheld.count(track::Withheld::kUnsupportedFormat), 1U);
}

TEST(TrackStage, ASurfaceThatGrowsTooLargeIsClosed) {
  TrackStage stage;
  stage.surface_opened(kBegin, 1, track::SurfaceKind::kWindow, kTrackedPlace);
  stage.surface_moved(kBegin, 1, {0, 0, 40'000, 40'000});
  EXPECT_EQ(stage.open_surfaces(), 0U);
  const track::SurfaceId order[] = {1};
  stage.stacking(kBegin, order);  // would be a bug of ours, were it handed on
}

}  // namespace
}  // namespace insyn::recorder
