// Lets a person point at a window.
#pragma once

#include <string>

#include "os/process.h"

namespace insyn::recorder::x11 {

struct PickedWindow {
  std::string program;   // absolute path of the executable
  std::string wm_class;  // may be empty
};

// Turns the pointer into a cross and waits for a click on a window. kTransient where there is no display, the
// pointer is held by another program, or `stop` is asked; kDenied where the window's program cannot be known.
Result<PickedWindow> pick_window(const std::string& display, const StopRequest& stop);

}  // namespace insyn::recorder::x11
