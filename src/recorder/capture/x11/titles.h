// What the windows that are being recorded are called, and when that may have changed.
#pragma once

#include <set>
#include <string>

#include "recorder/capture/pace.h"
#include "recorder/capture/raw_title.h"
#include "recorder/capture/x11/window_owner.h"

namespace insyn::recorder::x11 {

class Titles {
 public:
  // The connection outlives it.
  explicit Titles(const Connection& connection);

  // These are the windows whose titles are wanted from now on; that of a new one is pending.
  void watch(const std::set<xcb_window_t>& windows, Mono now);
  // It is another one, should it be watched again.
  void forget(xcb_window_t window) { watched_.erase(window); }
  void on_event(const xcb_property_notify_event_t& event, Mono now);
  // Whether its title is to be read. Titles are read no more than ten times a second.
  bool pending(xcb_window_t window) const { return pending_.contains(window); }
  Mono due() const { return pace_.next(); }
  void took_turn(Mono now) { pace_.took_turn(now); }

  // _NET_WM_NAME, or WM_NAME where it lacks that, or nothing; at most RawTitle::kMostBytes. Not
  // pending any more.
  std::string read(xcb_window_t window);
  // What was read does not count: it is pending again.
  void requeue(xcb_window_t window) { pending_.insert(window); }

 private:
  const Connection& connection_;
  xcb_atom_t utf8_name_, utf8_;
  std::set<xcb_window_t> watched_, pending_;
  Pace pace_;
};

}  // namespace insyn::recorder::x11
