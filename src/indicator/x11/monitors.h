// Which parts of an X screen monitors show. The screen that programs draw on may be larger than what anybody
// can see: monitors of different heights leave a part of it to none of them, and one that was switched off
// leaves its part behind.
#pragma once

#include <xcb/randr.h>

#include <vector>

#include "base/geometry.h"
#include "indicator/colours.h"
#include "indicator/x11/viewport.h"

namespace insyn::indicator::x11 {

class Monitors {
 public:
  // Of one screen of the server. Asks for events that on_event() wants; the connection outlives it.
  Monitors(xcb_connection_t* connection, const xcb_screen_t& screen);

  // True where the event says that something of this changed: places() has been asked for anew.
  bool on_event(const xcb_generic_event_t& event);
  // What active CRTCs with a connected output show (RandR 1.2); all of the screen where the server knows of
  // none. In the order of the server.
  const std::vector<Rect>& places() const { return places_; }
  // All that programs can draw on.
  Rect screen() const { return screen_; }

  // That of places() which shows most of `window`; the whole screen where none shows any of it.
  Rect around(const Rect& window) const;
  // Those of places() that show the border now: that do not pan, are not switched off (DPMS), nor their light
  // (the output property Backlight), nor show it by tables of colours in which it vanishes (gamma, by RandR
  // or else by the VidMode extension; the output property CTM). Asks the server.
  std::vector<Rect> lit() const;

 private:
  struct Crtc {
    xcb_randr_crtc_t crtc = 0;
    std::vector<xcb_randr_output_t> outputs;  // connected ones
    ViewSize view;
  };
  void refresh();
  void read();

  xcb_connection_t* c_;
  xcb_window_t root_;
  int number_ = 0;  // of the screen
  Rect screen_;
  std::uint8_t first_event_ = 0;  // of RandR; 0: the server lacks it
  xcb_atom_t backlight_[2] = {}, matrix_ = 0;
  std::vector<Crtc> crtcs_;  // as places_; empty where there are none
  std::vector<Rect> places_;
};

}  // namespace insyn::indicator::x11
