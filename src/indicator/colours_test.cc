#include "indicator/colours.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "indicator/border.h"

namespace insyn::indicator {
namespace {

std::vector<std::uint16_t> ramp(const std::function<double(double)>& value, std::size_t steps = 256) {
  std::vector<std::uint16_t> all;
  for (std::size_t i = 0; i < steps; ++i)
    all.push_back(static_cast<std::uint16_t>(
        std::lround(65535 * value(static_cast<double>(i) / static_cast<double>(steps - 1)))));
  return all;
}

ColourTables times(double red, double green, double blue, std::size_t steps = 256) {
  ColourTables tables;
  const double factors[] = {red, green, blue};
  for (std::size_t i = 0; i < 3; ++i)
    tables.ramps[i] = ramp([factor = factors[i]](double x) { return factor * x; }, steps);
  return tables;
}

TEST(Colours, WithoutTablesTheBorderIsSeen) { EXPECT_TRUE(leave_border_visible({})); }

TEST(Colours, NightLightsAndDimmedScreensLeaveIt) {
  EXPECT_TRUE(leave_border_visible(times(1, 0.71, 0.42)));  // 3400 K
  EXPECT_TRUE(leave_border_visible(times(1, 0.18, 0)));     // 1000 K
  EXPECT_TRUE(leave_border_visible(times(0.3, 0.3, 0.3)));
  EXPECT_TRUE(leave_border_visible(times(1, 1, 1, 1024)));
  EXPECT_TRUE(leave_border_visible(times(1, 1, 1, 64))) << "too coarse for the two shades";
  ColourTables gamma;
  for (auto& one : gamma.ramps) one = ramp([](double x) { return std::pow(x, 1 / 0.6); });
  EXPECT_TRUE(leave_border_visible(gamma));
  ColourTables inverted;
  for (auto& one : inverted.ramps) one = ramp([](double x) { return 1 - x; });
  EXPECT_TRUE(leave_border_visible(inverted));
}

TEST(Colours, WhatMakesItVanishDoesNot) {
  EXPECT_FALSE(leave_border_visible(times(0, 0, 0)));
  EXPECT_FALSE(leave_border_visible(times(0.04, 0.04, 0.04)));
  ColourTables one_colour;
  for (auto& one : one_colour.ramps) one = ramp([](double) { return 0.5; });
  EXPECT_FALSE(leave_border_visible(one_colour));
  ColourTables bright;
  for (auto& one : bright.ramps) one = ramp([](double x) { return std::min(1.0, 20 * x); });
  EXPECT_FALSE(leave_border_visible(bright)) << "as white as everything";
}

// Everything is as it was, but the border is nearly `level`.
ColourTables border_at(double level) {
  ColourTables tables = times(1, 1, 1);
  for (std::size_t i = 0; i < 3; ++i) {
    const int shade = static_cast<int>(kShades[0] >> (16 - 8 * i) & 0xffU);
    for (int step = shade - 8; step <= shade + 8; ++step)
      tables.ramps[i][static_cast<std::size_t>(step)] =
          static_cast<std::uint16_t>(std::lround(65535 * level) + (step - shade) * 20);
  }
  return tables;
}

TEST(Colours, BlackWhiteOrGreyItDoesNot) {
  EXPECT_FALSE(leave_border_visible(border_at(0.03))) << "black";
  EXPECT_FALSE(leave_border_visible(border_at(0.97))) << "white";
  EXPECT_FALSE(leave_border_visible(border_at(0.5))) << "grey";
  EXPECT_TRUE(leave_border_visible(border_at(0.7)));
}

// All but the shades as it was.
TEST(Colours, BothShadesMappedToOneDoNot) {
  ColourTables tables = times(1, 1, 1);
  tables.ramps[0][0xdb] = tables.ramps[0][0xd9];
  tables.ramps[1][0x4a] = tables.ramps[1][0x48];
  EXPECT_TRUE(leave_border_visible(tables)) << "blue still tells them apart";
  tables.ramps[2][0x11] = tables.ramps[2][0x0f];
  EXPECT_FALSE(leave_border_visible(tables));
}

TEST(Colours, AMatrixCountsToo) {
  ColourTables tables;
  tables.matrix = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  EXPECT_TRUE(leave_border_visible(tables));
  tables.matrix = {0, 0, 0, 0, 0, 0, 0, 0, 0};
  EXPECT_FALSE(leave_border_visible(tables));
  tables.matrix = {NAN, 0, 0, 0, NAN, 0, 0, 0, NAN};
  EXPECT_FALSE(leave_border_visible(tables));
}

}  // namespace
}  // namespace insyn::indicator
