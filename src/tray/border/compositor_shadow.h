// Which compositors draw a shadow under a border's sides, though these ask for none.
#pragma once

#include <xcb/xcb.h>

namespace insyn::tray {

// Whether the window manager that runs now draws one under every window but those with alpha: Mutter and
// Metacity, and what was made of them, by the name that they give (_NET_SUPPORTING_WM_CHECK, EWMH). Others
// keep a property or a margin, and Xfwm4 does not show a side with alpha reliably.
bool shadows_all_without_alpha(xcb_connection_t* connection, xcb_window_t root);

}  // namespace insyn::tray
