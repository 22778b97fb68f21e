#include "indicator/border.h"

#include <gtest/gtest.h>

namespace insyn::indicator {
namespace {

constexpr Rect kScreen{0, 0, 1280, 1024};
constexpr Rect kWindow{100, 100, 400, 300};
constexpr WindowId kSeven{7};

bool overlap(const Rect& a, const Rect& b) { return !intersection(a, b).empty(); }

TEST(Border, GoesAroundTheWindowAndNeverOverIt) {
  const auto sides = sides_of(kWindow, kScreen);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_FALSE(overlap(sides[i], kWindow)) << i;
    for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(overlap(sides[i], sides[j])) << i << " " << j;
  }
  EXPECT_EQ(sides[0], (Rect{96, 96, 408, 4}));
  EXPECT_EQ(sides[1], (Rect{500, 100, 4, 300}));
}

TEST(Border, OfAMaximizedWindowIsWhatTheScreenHasRoomFor) {
  const Rect maximized{0, 24, 1280, 1000};
  EXPECT_EQ(sides_of(maximized, kScreen)[0], (Rect{-4, 20, 1288, 4}));
}

TEST(Border, OfAWindowOverTheWholeScreenLiesInside) {
  for (const Rect& side : sides_of(kScreen, kScreen)) EXPECT_EQ(intersection(side, kScreen), side);
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

TEST(Border, ChallengesComeBackAsTheyWere) {
  const Challenge challenge = new_challenge();
  EXPECT_EQ(parse_challenge(challenge_text(challenge)).value(), challenge);
  EXPECT_FALSE(parse_challenge("00"));
  EXPECT_FALSE(parse_challenge(std::string(32, 'x')));
}

}  // namespace
}  // namespace insyn::indicator
