// Where the sign of a window lies: outside of it, of its title and of its frame, and whole on the monitor
// that shows most of the window.
#pragma once

#include "base/geometry.h"

namespace insyn::tray {

enum class SignSide { kAbove, kBelow, kRight, kLeft, kInside };

struct SignPlace {
  Rect at;
  SignSide side;
  bool operator==(const SignPlace&) const = default;
};

struct SignSize {
  int width = 0, height = 0;
};

// For a window that lies at `window` with its title, in the screen's pixels. `free`: the part of `monitor`
// that no panel takes, which is preferred. Above the window, else below it, else beside it; over its lower
// edge only where the window leaves no room on any side.
SignPlace place_sign(SignSize sign, const Rect& window, const Rect& monitor, const Rect& free);

}  // namespace insyn::tray
