#include "indicator/x11/decoration.h"

#include <gtest/gtest.h>

namespace insyn::indicator::x11 {
namespace {

constexpr Rect kWindow{100, 120, 400, 300};
constexpr Rect kOutermost{96, 96, 408, 328};

TEST(Decoration, IsWhatTheManagerSays) {
  EXPECT_EQ(decoration_from({4, 4, 24, 4}, kWindow, kOutermost), (FrameExtents{4, 4, 24, 4}));
  EXPECT_EQ(decoration_from({1, 1, 20, 1}, kWindow, kOutermost), (FrameExtents{1, 1, 20, 1}))
      << "an edge that nobody sees lies outside of it";
}

// Any program may write it, and the frame must not be drawn away from its window.
TEST(Decoration, IsNeverMoreThanLiesAroundTheWindow) {
  EXPECT_EQ(decoration_from({500, 0xffffffff, 0x80000000, 5}, kWindow, kOutermost),
            (FrameExtents{4, 4, 24, 4}));
  EXPECT_EQ(decoration_from({4, 4, 24, 4}, kWindow, kWindow), FrameExtents());
  EXPECT_EQ(decoration_from({4, 4, 24, 4}, kWindow, {}), FrameExtents());
  EXPECT_EQ(decoration_from({4, 4, 24, 4}, kWindow, {300, 200, 10, 10}), FrameExtents())
      << "a window that its own one shows a part of";
}

TEST(Decoration, MovesTheFrameNoFurtherThanAManagersOwnWould) {
  const FrameExtents most = decoration_from({900, 900, 900, 900}, {1000, 1000, 100, 100}, {0, 0, 3840, 2160});
  constexpr int k = kLargestDecoration;
  EXPECT_EQ(most, (FrameExtents{k, k, k, k}));
}

// i3 does not say what it has put around a window.
TEST(Decoration, OfAManagerThatSaysNothingIsAllThatLiesAroundTheWindow) {
  EXPECT_EQ(decoration_around(kWindow, kOutermost), (FrameExtents{4, 4, 24, 4}));
  EXPECT_EQ(decoration_around(kWindow, kWindow), FrameExtents());
}

TEST(Decoration, IsNotAnotherProgramsWindowThatItLiesIn) {
  EXPECT_EQ(decoration_around(kWindow, {96, 96, 800, 328}), FrameExtents());
  EXPECT_EQ(decoration_around(kWindow, {150, 96, 408, 328}), FrameExtents()) << "it shows a part of it";
  EXPECT_EQ(decoration_around(kWindow, {}), FrameExtents());
}

TEST(Decoration, LiesAroundThePlace) {
  EXPECT_EQ(with({4, 4, 24, 4}, kWindow), (Rect{96, 96, 408, 328}));
  EXPECT_EQ(with({}, kWindow), kWindow);
}

}  // namespace
}  // namespace insyn::indicator::x11
