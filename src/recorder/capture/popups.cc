#include "recorder/capture/popups.h"

namespace insyn::recorder {
namespace {

// A menu may open beside a window manager's title, a tooltip below the pointer.
constexpr int kNear = 32;

bool near(const Rect& a, const Rect& b) {
  return !intersection({a.x - kNear, a.y - kNear, a.width + 2 * kNear, a.height + 2 * kNear}, b).empty();
}

}  // namespace

std::vector<std::optional<std::size_t>> windows_of_popups(const std::vector<InScope>& popups,
                                                          const std::vector<InScope>& windows) {
  std::vector<std::optional<std::size_t>> owners(popups.size());
  std::vector<std::int64_t> room;
  for (const InScope& window : windows) room.push_back(window.place.area());
  const auto touches = [&](std::size_t popup, std::size_t window) {
    if (near(popups[popup].place, windows[window].place)) return true;
    for (std::size_t other = 0; other < popups.size(); ++other) {
      if (owners[other] == window && near(popups[popup].place, popups[other].place)) return true;
    }
    return false;
  };
  // A submenu may be met before the menu that it opened from.
  for (bool found = true; found;) {
    found = false;
    for (std::size_t popup = 0; popup < popups.size(); ++popup) {
      for (std::size_t window = 0; window < windows.size() && !owners[popup]; ++window) {
        const std::int64_t area = popups[popup].place.area();
        if (popups[popup].process != windows[window].process || area > room[window]) continue;
        if (!touches(popup, window)) continue;
        owners[popup] = window;
        room[window] -= area;
        found = true;
      }
    }
  }
  return owners;
}

}  // namespace insyn::recorder
