// Tables of colours as the extension XFree86-VidModeExtension gives them, for servers that have no others.
#pragma once

#include <xcb/xcb.h>

#include <array>
#include <cstdint>
#include <vector>

namespace insyn::indicator::x11 {

// Whether the server has the extension: those that drive a real screen do.
bool has_vid_mode(xcb_connection_t* connection);

// Red, green and blue of a screen, by its number; empty where the server has none.
std::array<std::vector<std::uint16_t>, 3> vid_mode_ramps(xcb_connection_t* connection, int screen);

}  // namespace insyn::indicator::x11
