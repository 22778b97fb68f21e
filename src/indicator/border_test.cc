#include "indicator/border.h"

#include <gtest/gtest.h>

namespace insyn::indicator {
namespace {

constexpr Rect kScreen{0, 0, 1280, 1024};
const std::vector<Rect> kOne = {kScreen};
constexpr Rect kWindow{100, 100, 400, 300};
constexpr WindowId kSeven{7};

bool overlap(const Rect& a, const Rect& b) { return !intersection(a, b).empty(); }

TEST(Border, GoesAroundTheWindowAndNeverOverIt) {
  const auto sides = sides_of(kWindow, kOne);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_FALSE(overlap(sides[i], kWindow)) << i;
    for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(overlap(sides[i], sides[j])) << i << " " << j;
  }
  EXPECT_EQ(sides[0], (Rect{96, 96, 408, 4}));
  EXPECT_EQ(sides[1], (Rect{500, 100, 4, 300}));
}

TEST(Border, OfAMaximizedWindowLiesInsideWhereTheScreenHasNoRoom) {
  const Rect maximized{0, 24, 1280, 1000};
  const auto sides = sides_of(maximized, kOne);
  EXPECT_EQ(sides[0], (Rect{0, 20, 1280, 4}));
  EXPECT_EQ(sides[1], (Rect{1276, 24, 4, 996}));
  EXPECT_EQ(sides[2], (Rect{0, 1020, 1280, 4}));
  EXPECT_EQ(sides[3], (Rect{0, 24, 4, 996}));
}

TEST(Border, OfAWindowOverTheWholeScreenLiesInside) {
  for (const Rect& side : sides_of(kScreen, kOne)) EXPECT_EQ(intersection(side, kScreen), side);
}

// Two monitors, the left one lower: its upper part is on no monitor.
const std::vector<Rect> kUnequal = {{0, 360, 1280, 720}, {1280, 0, 1120, 1080}};

TEST(Border, WithRoomForAPartOfItLiesInside) {
  for (const Rect& window :
       {Rect{100, 2, 300, 200}, Rect{2, 100, 300, 200}, Rect{100, 398, 300, 200}, Rect{498, 100, 300, 200}}) {
    for (const Rect& side : sides_of(window, {{0, 0, 800, 600}}))
      EXPECT_EQ(intersection(side, {0, 0, 800, 600}), side);
  }
}

TEST(Border, NeverFallsOntoTheMonitorBesideTheWindows) {
  const auto left = sides_of({0, 360, 1280, 720}, kUnequal);
  for (const Rect& side : left) EXPECT_EQ(intersection(side, kUnequal[0]), side);
  const auto right = sides_of({1280, 100, 600, 300}, kUnequal);
  EXPECT_EQ(right[3], (Rect{1280, 100, 4, 300})) << "not on the left one";
  EXPECT_EQ(right[0], (Rect{1280, 96, 604, 4}));
}

TEST(Border, AtTheEdgeOfADeadZoneLiesInside) {
  EXPECT_EQ(sides_of({100, 360, 600, 300}, kUnequal)[0], (Rect{96, 360, 608, 4}));
  EXPECT_EQ(sides_of({100, 370, 600, 300}, kUnequal)[0], (Rect{96, 366, 608, 4}));
  // Partly above the monitor: its upper edge is on none, and the others are where they always are.
  EXPECT_EQ(sides_of({100, 300, 600, 300}, kUnequal)[1], (Rect{700, 300, 4, 300}));
}

TEST(Border, OfAWindowOnTwoMonitorsFitsBoth) {
  // There is room above it on the right one alone.
  EXPECT_EQ(sides_of({1000, 360, 600, 300}, kUnequal)[0].y, 360);
  EXPECT_EQ(sides_of({1000, 500, 600, 300}, kUnequal)[0].y, 496);
}

TEST(Border, OfAWindowOfOnePixelGoesAroundIt) {
  const auto sides = sides_of({500, 500, 1, 1}, kOne);
  EXPECT_EQ(sides[0], (Rect{496, 496, 9, 4}));
  EXPECT_EQ(sides[1], (Rect{501, 500, 4, 1}));
}

// As a string of bits, from the side's beginning.
std::string bits(const Side& side) {
  std::string text;
  const Rect& place = side.place();
  for (int x = place.x; x < place.x + place.width; x += kBlock) {
    text += side.at(x, place.y) == kShades[0] ? '0' : '1';
  }
  return text;
}

TEST(Border, ShowsAnotherPatternForEachChallengeWindowAndSide) {
  const Challenge one = new_challenge(), other = new_challenge();
  const Rect place{0, 0, 8 * kBlock * 8, kThickness};
  const std::string pattern = bits(Side(one, kSeven, 0, place));
  EXPECT_EQ(pattern, bits(Side(one, kSeven, 0, place)));
  EXPECT_NE(pattern, bits(Side(other, kSeven, 0, place)));
  EXPECT_NE(pattern, bits(Side(one, WindowId{8}, 0, place)));
  EXPECT_NE(pattern, bits(Side(one, kSeven, 1, place)));
}

TEST(Border, AllOfAWindowsNumberCounts) {
  const Challenge challenge = new_challenge();
  const Rect place{0, 0, 8 * kBlock * 8, kThickness};
  EXPECT_NE(bits(Side(challenge, kSeven, 0, place)),
            bits(Side(challenge, WindowId{7 + (std::uint64_t{1} << 32)}, 0, place)));
}

TEST(Border, PatternIsThatOfTheScreensPointWhereverASideIsCut) {
  const Side whole(new_challenge(), kSeven, 1, {500, 100, kThickness, 300});
  EXPECT_EQ(whole.at(500, 100 + kBlock - 1), whole.at(503, 100));
}

TEST(Border, InAShadowIsDarkerByOneShareAndStillSeen) {
  const std::uint32_t own = kShades[0];
  EXPECT_TRUE(is_in_shadow(own, own));
  EXPECT_TRUE(is_in_shadow(0xa3360b, own));   // three quarters of each channel
  EXPECT_TRUE(is_in_shadow(0x6c2407, own));   // half
  EXPECT_FALSE(is_in_shadow(0x3c1404, own));  // hardly to be seen any more
  EXPECT_FALSE(is_in_shadow(0x000000, own));
  EXPECT_FALSE(is_in_shadow(0xdb4a11, own));  // brighter
  EXPECT_FALSE(is_in_shadow(0x6c6c6c, own));  // another colour
  EXPECT_FALSE(is_in_shadow(0xa3360b ^ 0x000020, own));
}

TEST(Border, ChallengesComeBackAsTheyWere) {
  const Challenge challenge = new_challenge();
  EXPECT_EQ(parse_challenge(challenge_text(challenge)).value(), challenge);
  EXPECT_FALSE(parse_challenge("00"));
  EXPECT_FALSE(parse_challenge(std::string(32, 'x')));
}

}  // namespace
}  // namespace insyn::indicator
