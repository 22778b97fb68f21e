#include "recorder/capture/x11/tracked_window.h"

#include <algorithm>

namespace insyn::recorder::x11 {

bool TrackedWindow::is_on_path(xcb_window_t window) const {
  return std::any_of(found_.path.begin(), found_.path.end(),
                     [window](const Placed& one) { return one.window == window; });
}

void TrackedWindow::structure_changed(const StructureChange& change) {
  if (!is_on_path(change.window) || change.kind == StructureChange::kConfigured) return;
  settled_ = false;
  const bool self = change.window == found_.window;
  destroyed_ = destroyed_ || (self && change.kind == StructureChange::kDestroyed);
}

bool TrackedWindow::settle(const FoundSurface& found, Mono) {
  found_ = found;
  settled_ = true;
  return true;
}

void TrackedWindow::announce(CaptureSink& sink) {
  if (!announced_) {
    const auto kind = found_.popup ? track::SurfaceKind::kPopup : track::SurfaceKind::kWindow;
    sink.surface_opened(id_, kind, place());
  } else if (*announced_ != place()) {
    sink.surface_moved(id_, place());
  }
  announced_ = place();
}

}  // namespace insyn::recorder::x11
