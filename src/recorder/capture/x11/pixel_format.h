// How an X server lays pixels out.
#pragma once

#include "recorder/capture/x11/connection.h"

namespace insyn::recorder::x11 {

// 0xRRGGBB in 32-bit words is the one layout that the track keeps.
bool is_rgb888(const Connection& connection, std::uint8_t depth, xcb_visualid_t visual);

}  // namespace insyn::recorder::x11
