#include "tray/sign_place.h"

#include <gtest/gtest.h>

#include "indicator/border.h"

namespace insyn::tray {
namespace {

constexpr int kFrame = indicator::kThickness;
constexpr SignSize kSign{240, 30};
constexpr Rect kMonitor{0, 0, 1280, 800};

SignPlace place(const Rect& window, const Rect& monitor = kMonitor) {
  return place_sign(kSign, window, monitor, monitor);
}
Rect framed(const Rect& w) {
  return {w.x - kFrame, w.y - kFrame, w.width + 2 * kFrame, w.height + 2 * kFrame};
}

TEST(SignPlace, IsATabOnTheFramesUpperEdge) {
  EXPECT_EQ(place({200, 100, 640, 400}), (SignPlace{{196, 66, 240, 30}, SignSide::kAbove}));
}

TEST(SignPlace, IsBelowWhereThereIsNoRoomAbove) {
  EXPECT_EQ(place({200, 0, 640, 400}), (SignPlace{{196, 404, 240, 30}, SignSide::kBelow}));
  // The last window that leaves the room above.
  EXPECT_EQ(place({200, 34, 640, 400}).side, SignSide::kAbove);
  EXPECT_EQ(place({200, 33, 640, 400}).side, SignSide::kBelow);
}

TEST(SignPlace, IsBesideWhereThereIsRoomNeitherAboveNorBelow) {
  EXPECT_EQ(place({0, 0, 700, 800}), (SignPlace{{704, 0, 240, 30}, SignSide::kRight}));
  EXPECT_EQ(place({580, 0, 700, 800}), (SignPlace{{336, 0, 240, 30}, SignSide::kLeft}));
}

TEST(SignPlace, IsOverTheLowerEdgeOnlyOfAWindowThatFillsTheScreen) {
  EXPECT_EQ(place(kMonitor), (SignPlace{{4, 766, 240, 30}, SignSide::kInside}));
  EXPECT_EQ(place({-5, -5, 1290, 810}), (SignPlace{{4, 766, 240, 30}, SignSide::kInside}));
}

// A panel is not the application's, and its buttons are not covered while there is room elsewhere.
TEST(SignPlace, LeavesPanelsFreeWhereItCan) {
  const Rect free{0, 28, 1280, 744};
  EXPECT_EQ(place_sign(kSign, {200, 40, 640, 400}, kMonitor, free).side, SignSide::kBelow);
  EXPECT_EQ(place_sign(kSign, {200, 40, 640, 730}, kMonitor, free).side, SignSide::kRight);
  EXPECT_EQ(place_sign(kSign, {0, 40, 1280, 732}, kMonitor, free).side, SignSide::kAbove)
      << "and covers a panel before it covers the application";
}

// Monitors of different heights, one of them to the left of the first.
TEST(SignPlace, IsWholeOnTheWindowsMonitor) {
  const Rect left{-1920, 200, 1920, 1080}, right{0, 0, 3840, 2160};
  for (const Rect& monitor : {left, right}) {
    for (int x = -2300; x < 4000; x += 97) {
      for (int y = -100; y < 2200; y += 83) {
        const Rect window{x, y, 900, 600};
        if (2 * intersection(window, monitor).area() < window.area()) continue;
        const SignPlace sign = place(window, monitor);
        EXPECT_EQ(intersection(sign.at, monitor), sign.at) << x << ',' << y;
        EXPECT_TRUE(sign.side == SignSide::kInside || intersection(sign.at, framed(window)).empty())
            << x << ',' << y;
      }
    }
  }
}

TEST(SignPlace, CoversNothingOfAnyWindowThatLeavesRoom) {
  int inside = 0;
  for (int x = -200; x < 1200; x += 61) {
    for (int y = -60; y < 780; y += 47) {
      for (const auto& [width, height] : {std::pair{640, 400}, {1280, 300}, {900, 800}, {60, 40}}) {
        const Rect window{x, y, width, height};
        if (intersection(window, kMonitor).empty()) continue;
        const SignPlace sign = place(window);
        inside += sign.side == SignSide::kInside ? 1 : 0;
        EXPECT_EQ(intersection(sign.at, kMonitor), sign.at);
        const Rect frame = intersection(framed(window), kMonitor);
        const bool room = frame.y >= 30 || frame.bottom() <= 770 || frame.x >= 240 || frame.right() <= 1040;
        EXPECT_EQ(sign.side != SignSide::kInside, room) << x << ',' << y << ' ' << width;
        EXPECT_TRUE(!room || intersection(sign.at, framed(window)).empty());
      }
    }
  }
  EXPECT_GT(inside, 0);
}

TEST(SignPlace, OfOneThatIsWiderThanTheScreenBeginsOnIt) {
  const SignPlace sign = place_sign({2000, 30}, {200, 100, 640, 400}, kMonitor, kMonitor);
  EXPECT_EQ(sign.at.x, 0);
  EXPECT_GE(sign.at.y, 0);
}

}  // namespace
}  // namespace insyn::tray
