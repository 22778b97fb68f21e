// What test_client does with windows that are not its own.
#pragma once

#include <sstream>

#include "support/client_window.h"

namespace insyn::support {

// The root's child that lies at the place which `line` goes on with ("X Y W H"); 0 where there is none.
xcb_window_t window_at(xcb_connection_t* c, xcb_window_t root, std::istringstream& line);

// Maps `window`, which then looks like what the screen showed at x, y.
void show_as_mirror(xcb_connection_t* c, const xcb_screen_t* screen, const Window& window, std::int16_t x,
                    std::int16_t y);

// Reparents it as `line` goes on ("WINDOW X Y"); 0: the root.
void put_inside(xcb_connection_t* c, xcb_window_t root, const Window& window, std::istringstream& line);

}  // namespace insyn::support
