// How much of the X screen a monitor shows at a time.
#pragma once

#include <xcb/randr.h>

#include <cstdint>

namespace insyn::indicator::x11 {

struct ViewSize {
  int width = 0, height = 0;  // in pixels of the X screen
};

// Of a CRTC in a mode of this size: turned by `rotation` (RandR's Rotation), then scaled by `transform`. As
// large as the smallest rectangle around it, and at most a pixel too large.
ViewSize view_of(int mode_width, int mode_height, std::uint16_t rotation,
                 const xcb_render_transform_t& transform);

// Whether a CRTC whose panning covers `total_width` × `total_height` (0: it does not pan) shows a part of it
// only, which follows the pointer: no request tells which.
bool pans(int total_width, int total_height, ViewSize view);

}  // namespace insyn::indicator::x11
