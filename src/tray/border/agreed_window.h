// The window that a call would be recorded in, were that allowed: the recorder looks at none then, and the
// sign that says why needs a place. For the sign alone; nothing is recorded by it.
#pragma once

#include <xcb/xcb.h>

#include <optional>
#include <vector>

#include "base/file_identity.h"

namespace insyn::tray {

// Of the windows that the window manager lists (_NET_CLIENT_LIST_STACKING, EWMH) and shows, the topmost one
// of a process that runs one of `programs`.
std::optional<xcb_window_t> topmost_window_of(xcb_connection_t* connection, xcb_window_t root,
                                              const std::vector<FileIdentity>& programs);

}  // namespace insyn::tray
