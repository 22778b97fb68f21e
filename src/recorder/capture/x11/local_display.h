// The name of a display on this computer.
#pragma once

#include <string>

#include "base/result.h"

namespace insyn::recorder::x11 {

// `display` (or $DISPLAY where it is empty) in the form that is reached by a local socket and by nothing
// else: "unix:0.1". Where no server answers, libxcb tries the internet next for ":0", which the sandbox ends
// this program for. kTransient where there is none, kPermanent where it is on another computer.
Result<std::string> local_display(const std::string& display);

}  // namespace insyn::recorder::x11
