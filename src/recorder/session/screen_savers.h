// The desktops' screen savers and lockers, which tell on the session bus when they cover the screen.
#pragma once

#include <set>
#include <utility>

#include "recorder/session/bus.h"

namespace insyn::recorder {

class ScreenSavers {
 public:
  // Null where there is no session bus.
  static std::unique_ptr<ScreenSavers> find();

  void handle_arrived();
  // As of what has been handled. Once the bus is lost nobody can tell any more, and that counts as covered.
  bool covering() const { return !bus_ || !covering_.empty(); }
  // Whether one has ended since the last call.
  bool ended() { return std::exchange(ended_, false); }
  int fd() const { return sd_bus_get_fd(bus_.get()); }

 private:
  explicit ScreenSavers(Bus bus) : bus_(std::move(bus)) {}
  bool watch();
  static int on_signal(sd_bus_message* message, void* self, sd_bus_error* error);

  Bus bus_;
  std::set<std::string> covering_;  // by interface
  bool ended_ = false;
};

}  // namespace insyn::recorder
