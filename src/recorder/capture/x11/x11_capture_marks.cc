// The part of the capture that keeps to it: what is not marked on the screen is not read.
#include <algorithm>

#include "recorder/capture/guards.h"
#include "recorder/capture/x11/x11_capture.h"

namespace insyn::recorder::x11 {

bool X11Capture::marked(const Surface& surface) const {
  if (!guard_on(Guard::kMarked)) return true;
  // A popup opens and closes faster than anything could be drawn around it: the frame of its window is its
  // own.
  return surface.found().popup ? marks_.any_shown(clock_.mono())
                               : marks_.shown(surface.window(), clock_.mono());
}

bool X11Capture::waits_for_mark(const Surface& surface) const {
  const bool wants_to_be_read = (surface.damaged() && can_be_read(surface)) || title_is_news(surface);
  return wants_to_be_read && !marked(surface);
}

void X11Capture::frame_windows() {
  std::vector<indicator::FramedWindow> windows;
  std::vector<Rect> popups;
  for (const auto& surface : surfaces_) {
    if (!surface->announced()) continue;
    if (surface->found().popup) {
      popups.push_back(with_border(surface->found()));
    } else {
      windows.push_back({surface->window(), surface->place()});
    }
  }
  marks_.show(std::move(windows), std::move(popups));
}

void X11Capture::look_for_marks(CaptureSink& sink) {
  const Mono now = clock_.mono();
  const bool waits = std::any_of(surfaces_.begin(), surfaces_.end(),
                                 [this](const auto& surface) { return waits_for_mark(*surface); });
  marks_.look(waits, now);
  for (const auto& surface : surfaces_) {
    if (surface->announced()) surface->report_mark(marked(*surface), marks_.missing(), sink);
  }
}

std::optional<Mono> X11Capture::picture_due() const {
  const bool waits = std::any_of(surfaces_.begin(), surfaces_.end(), [this](const auto& surface) {
    return surface->damaged() && can_be_read(*surface) && marked(*surface);
  });
  return waits ? std::optional<Mono>(pictures_.next()) : std::nullopt;
}

}  // namespace insyn::recorder::x11
