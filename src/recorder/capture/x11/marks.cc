#include "recorder/capture/x11/marks.h"

#include <algorithm>

#include "recorder/capture/x11/border_check.h"

namespace insyn::recorder::x11 {

bool Marks::monitors_changed(const xcb_generic_event_t& event) {
  if (!monitors_.on_event(event)) return false;
  shown_.clear();
  return true;
}

void Marks::show(std::vector<indicator::MarkedWindow> windows, std::vector<Rect> popups) {
  popups_ = std::move(popups);
  if (windows == windows_) return;
  std::erase_if(shown_, [&](const auto& entry) {
    const auto is_it = [&](const indicator::MarkedWindow& one) { return one.window == entry.first; };
    const auto before = std::find_if(windows_.begin(), windows_.end(), is_it);
    const auto now = std::find_if(windows.begin(), windows.end(), is_it);
    return before == windows_.end() || now == windows.end() || before->place != now->place;
  });
  windows_ = std::move(windows);
  indicator_.show(windows_);
}

bool Marks::shown(indicator::WindowId window, Mono now) const {
  const auto found = shown_.find(window);
  return found != shown_.end() && now < found->second + kValid;
}

bool Marks::any_shown(Mono now) const {
  return std::any_of(shown_.begin(), shown_.end(),
                     [now](const auto& entry) { return now < entry.second + kValid; });
}

void Marks::look_at_screen(const Painted& painted) {
  const std::vector<bool> shown = borders_shown(connection_, monitors_, painted, windows_, popups_);
  for (std::size_t i = 0; i < windows_.size(); ++i) {
    if (shown[i]) shown_[windows_[i].window] = painted.asked;
  }
}

void Marks::look(bool waits, Mono now) {
  if (waits) {
    const std::optional<Painted> painted = indicator_.painted();
    answered_ = answered_ || painted.has_value();
    // What was painted may reach the screen a little later: it is looked at again until it is too old.
    if (painted && now < painted->asked + kValid) {
      look_at_screen(*painted);
      waits = std::any_of(windows_.begin(), windows_.end(),
                          [&](const auto& one) { return !shown(one.window, now); });
    }
  }
  if (!waits) {
    waits_since_.reset();
  } else {
    if (!waits_since_) waits_since_ = now;
    if (now >= next_ask()) {
      asked_ = now;
      answered_ = false;
      indicator_.ask();
    }
  }
  missing_ = waits_since_ && now >= *waits_since_ + kValid;
}

}  // namespace insyn::recorder::x11
