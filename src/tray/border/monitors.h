// The monitors that make up the X screen (RandR 1.5), as they are at a moment: docking and undocking change
// them.
#pragma once

#include <xcb/xcb.h>

#include <vector>

#include "base/geometry.h"

namespace insyn::tray {

class Monitors {
 public:
  // Asks the server for its events, and reads. Without RandR 1.5 the whole screen is one monitor.
  void watch(xcb_connection_t* c, xcb_window_t root);
  // Whether the event says that they, or the screen's size, may have changed.
  bool concerns(const xcb_generic_event_t& event, xcb_window_t root) const;
  void read(xcb_connection_t* c, xcb_window_t root);

  // All of the X screen.
  const Rect& screen() const { return screen_; }
  // That which shows most of `window`; the whole screen where none shows any of it.
  Rect around(const Rect& window) const;

 private:
  Rect screen_;
  std::vector<Rect> monitors_;
  std::uint8_t first_event_ = 0;  // of RandR; 0: the server has no RandR 1.5
};

}  // namespace insyn::tray
