#include "recorder/capture/popups.h"

#include <gtest/gtest.h>

namespace insyn::recorder {
namespace {

constexpr InScope kWindow{7, {100, 100, 400, 300}};
using Owners = std::vector<std::optional<std::size_t>>;

TEST(Popups, AMenuOverItsWindowBelongsToIt) {
  EXPECT_EQ(windows_of_popups({{7, {150, 120, 120, 200}}}, {kWindow}), Owners{0});
}

TEST(Popups, AnotherProcessesDoesNot) {
  EXPECT_EQ(windows_of_popups({{8, {150, 120, 120, 200}}}, {kWindow}), Owners{std::nullopt});
  EXPECT_EQ(windows_of_popups({{8, {150, 120, 120, 200}}}, {kWindow, {8, {800, 100, 400, 300}}}),
            Owners{std::nullopt})
      << "its own window is elsewhere";
}

TEST(Popups, OneThatIsLargerThanItsWindowDoesNot) {
  EXPECT_EQ(windows_of_popups({{7, {100, 100, 1000, 600}}}, {{7, {100, 100, 1, 1}}}), Owners{std::nullopt});
  EXPECT_EQ(windows_of_popups({{7, {100, 100, 401, 300}}}, {kWindow}), Owners{std::nullopt});
}

TEST(Popups, OneThatIsElsewhereDoesNot) {
  EXPECT_EQ(windows_of_popups({{7, {533, 100, 50, 50}}}, {kWindow}), Owners{std::nullopt});
  EXPECT_EQ(windows_of_popups({{7, {531, 100, 50, 50}}}, {kWindow}), Owners{0});
}

TEST(Popups, ASubmenuBelongsToTheWindowOfItsMenuInWhicheverOrder) {
  const InScope menu{7, {450, 150, 100, 100}}, inner{7, {550, 160, 100, 100}}, far{7, {700, 160, 100, 100}};
  EXPECT_EQ(windows_of_popups({menu, inner}, {kWindow}), (Owners{0, 0}));
  EXPECT_EQ(windows_of_popups({inner, menu}, {kWindow}), (Owners{0, 0}));
  EXPECT_EQ(windows_of_popups({menu, inner, far}, {kWindow}), (Owners{0, 0, std::nullopt}));
}

TEST(Popups, AllTogetherAreNoLargerThanTheirWindow) {
  const InScope half{7, {100, 100, 400, 150}};
  EXPECT_EQ(windows_of_popups({half, half, {7, {100, 100, 10, 10}}}, {kWindow}),
            (Owners{0, 0, std::nullopt}));
  EXPECT_EQ(windows_of_popups({half, half, half}, {kWindow, {7, {300, 200, 400, 300}}}), (Owners{0, 0, 1}));
}

}  // namespace
}  // namespace insyn::recorder
