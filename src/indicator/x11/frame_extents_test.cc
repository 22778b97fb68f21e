#include "indicator/x11/frame_extents.h"

#include <gtest/gtest.h>

namespace insyn::indicator::x11 {
namespace {

TEST(FrameExtents, AreWhatTheWindowSays) {
  EXPECT_EQ(frame_extents_from({30, 31, 20, 40}, 460, 360), (FrameExtents{30, 31, 20, 40}));
  EXPECT_EQ(frame_extents_from({459, 0, 0, 359}, 460, 360), (FrameExtents{459, 0, 0, 359}));
}

TEST(FrameExtents, ThatLeaveNothingOfTheWindowAreNone) {
  EXPECT_EQ(frame_extents_from({460, 0, 0, 0}, 460, 360), FrameExtents());
  EXPECT_EQ(frame_extents_from({0, 0, 0, 360}, 460, 360), FrameExtents());
  EXPECT_EQ(frame_extents_from({230, 230, 0, 0}, 460, 360), FrameExtents());
  EXPECT_EQ(frame_extents_from({0, 0, 180, 180}, 460, 360), FrameExtents());
}

// A margin that is below zero, as a number of 32 bits.
TEST(FrameExtents, ThatWouldShowWhatLiesBesideTheWindowAreNone) {
  EXPECT_EQ(frame_extents_from({0xffffff00, 0, 0, 0}, 460, 360), FrameExtents());
  EXPECT_EQ(frame_extents_from({0, 0xffffff00, 0, 0}, 460, 360), FrameExtents());
  EXPECT_EQ(frame_extents_from({0, 0, 0xffffff00, 0}, 460, 360), FrameExtents());
  EXPECT_EQ(frame_extents_from({0, 0, 0, 0xffffff00}, 460, 360), FrameExtents());
}

}  // namespace
}  // namespace insyn::indicator::x11
