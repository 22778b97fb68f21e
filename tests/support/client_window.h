// A window of test_client, and how it is created.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <sstream>
#include <string>

#include "support/client_paint.h"

namespace insyn::support {

struct Window {
  xcb_window_t id = 0;
  std::uint16_t width = 0;
  std::uint16_t height = 0;
  unsigned seed = 1;
  std::uint32_t colour = 0;
  enum { kPattern, kNoise, kColour, kNothing } repaint = kPattern;
  Family family = Family::kOurs;
  unsigned shift = 0;
  std::chrono::milliseconds delay{0};
  std::optional<std::chrono::steady_clock::time_point> due;
  int exposes = 0;
};

// Reads place, size and options as in test_client.cc and asks for the window. `called` finds a parent, by
// name or number.
void create_window(xcb_connection_t* c, const xcb_screen_t* screen, std::istringstream& line, Window& window,
                   const std::function<xcb_window_t(const std::string&)>& called);

// Reads four numbers: the margin in which it says that it draws its shadow.
void set_margin(xcb_connection_t* c, xcb_window_t window, std::istringstream& line);

// Asks the window manager to let it fill the screen (_NET_WM_STATE, EWMH).
void fill_screen(xcb_connection_t* c, xcb_window_t root, xcb_window_t window);

}  // namespace insyn::support
