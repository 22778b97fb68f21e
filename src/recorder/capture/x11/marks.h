// Which windows the screen shows to be recorded, as of just now. The indicator is not believed: it is asked
// to paint what nobody could know before, and the screen is looked at. Only where something is to be read.
#pragma once

#include <map>

#include "indicator/x11/monitors.h"
#include "recorder/capture/capture.h"
#include "recorder/capture/x11/connection.h"

namespace insyn::recorder::x11 {

class Marks {
 public:
  // As long after it was asked for, what was painted counts.
  static constexpr std::chrono::milliseconds kValid{200};
  // Between an answer that the screen does not bear out and the next ask. One that does not come is waited
  // for as long as it would count.
  static constexpr std::chrono::milliseconds kBetweenAsks{50};

  // Both outlive it.
  Marks(const Connection& connection, IndicatorQuestion& indicator)
      : connection_(connection), indicator_(indicator), monitors_(connection.get(), connection.screen()) {}
  Marks(const Marks&) = delete;
  Marks& operator=(const Marks&) = delete;
  ~Marks() { indicator_.show({}); }

  // Whether this event says that other parts of the screen are seen than before: then no mark is known to be.
  bool monitors_changed(const xcb_generic_event_t& event);
  // What is being recorded, from now on. What lies elsewhere than before has to be marked there first.
  void show(std::vector<indicator::MarkedWindow> windows, std::vector<Rect> popups);
  bool shown(indicator::WindowId window, Mono now) const;
  bool any_shown(Mono now) const;

  // Looks at what has been painted; and asks for more where somebody `waits` for a mark.
  void look(bool waits, Mono now);
  // When to call that again, where somebody waits.
  Mono next_ask() const { return asked_ + (answered_ ? kBetweenAsks : kValid); }
  // Somebody has waited longer than a mark counts.
  bool missing() const { return missing_; }

 private:
  void look_at_screen(const Painted& painted);

  const Connection& connection_;
  IndicatorQuestion& indicator_;
  indicator::x11::Monitors monitors_;
  std::vector<indicator::MarkedWindow> windows_;
  std::vector<Rect> popups_;
  std::map<indicator::WindowId, Mono> shown_;  // since when what the screen shows could be known
  std::optional<Mono> waits_since_;
  Mono asked_{};
  bool answered_ = true;
  bool missing_ = false;
};

}  // namespace insyn::recorder::x11
