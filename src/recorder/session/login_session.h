// The agent's session as the login manager (org.freedesktop.login1) knows it: locked, switched away from,
// asleep.
#pragma once

#include "recorder/session/bus.h"

namespace insyn::recorder {

class LoginSession {
 public:
  // Null where there is no login manager, or where it knows of no session that this program belongs to: then
  // nobody can lock it by way of it either.
  static std::unique_ptr<LoginSession> find();

  void handle_arrived();
  // As of what has been handled. From the request to lock on it is not; once the login manager is lost it is
  // not, since nobody could tell any more.
  bool on_screen() const { return bus_ && !lost_ && !lock_asked_ && !locked_hint_ && active_ && !asleep_; }
  // It has announced, since it was found, that the computer goes to sleep.
  bool went_to_sleep() const { return went_to_sleep_; }
  // The locker says by other means that the lock is off.
  void unlocked() { lock_asked_ = false; }
  int fd() const { return sd_bus_get_fd(bus_.get()); }

 private:
  explicit LoginSession(Bus bus) : bus_(std::move(bus)) {}
  bool watch();
  void read_properties(sd_bus_message* message);
  static int on_signal(sd_bus_message* message, void* self, sd_bus_error* error);

  Bus bus_;
  std::string path_;
  bool lost_ = false;
  bool lock_asked_ = false;  // the signal Lock; a locker then sets the hint
  bool locked_hint_ = false;
  bool active_ = true;
  bool asleep_ = false;
  bool went_to_sleep_ = false;
};

}  // namespace insyn::recorder
