#include "recorder/capture/x11/connection.h"

#include <gtest/gtest.h>

namespace insyn::recorder::x11 {
namespace {

using indicator::WindowId;

TEST(WindowIds, ComeBackAsTheServersNumbers) {
  for (const xcb_window_t window : {0U, 1U, 0xc00001U, 0xffffffffU})
    EXPECT_EQ(window_of(id_of(window)), window);
}

// Cut to 32 bits it would be another window.
TEST(WindowIds, WhatNoServerGaveIsNoWindow) {
  EXPECT_FALSE(window_of(WindowId{std::uint64_t{1} << 32}));
  EXPECT_FALSE(window_of(indicator::kLargestWindowId));
}

}  // namespace
}  // namespace insyn::recorder::x11
