// Under whose mark a popup is recorded. A menu or a tooltip opens and closes faster than anything could be
// drawn around it, so that the border of the window that it belongs to counts for it too: while it is small,
// near and short-lived. Any other popup needs a border of its own.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "base/geometry.h"

namespace insyn::recorder {

// One that is open for longer is no menu any more.
inline constexpr std::chrono::seconds kLongestUnmarkedPopup{10};

// A popup, or a window that has a border.
struct InScope {
  int process = 0;
  Rect place;  // on the desktop
};

// For each of `popups`, bottom to top, the index of the window under whose border it is recorded; nothing
// where it needs one of its own. It belongs to a window of its own process that it touches, or nearly, by
// itself or through other popups of that window; all popups of one window together are no larger than that
// is.
std::vector<std::optional<std::size_t>> windows_of_popups(const std::vector<InScope>& popups,
                                                          const std::vector<InScope>& windows);

}  // namespace insyn::recorder
