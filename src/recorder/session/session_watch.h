// Whether the agent's session is what the screen shows, by all who can tell: login manager and screen savers.
// A display server's own screen saver is the capture's to watch.
#pragma once

#include "os/event_loop.h"
#include "recorder/capture/capture.h"
#include "recorder/session/login_session.h"
#include "recorder/session/screen_savers.h"

namespace insyn::recorder {

class SessionWatch final : public SessionQuestion {
 public:
  // A desktop without buses has nobody who could tell, so its session counts as shown.
  SessionWatch() : login_(LoginSession::find()), savers_(ScreenSavers::find()) {}

  // Handles what they have sent; on_screen() answers as of then.
  void handle_arrived() {
    if (savers_) savers_->handle_arrived();
    if (login_ && savers_ && savers_->ended()) login_->unlocked();
    if (login_) login_->handle_arrived();
  }
  bool on_screen() const override {
    return (!login_ || login_->on_screen()) && !(savers_ && savers_->covering());
  }

  // The computer went to sleep, or is about to, since this began.
  bool went_to_sleep() const { return login_ && login_->went_to_sleep(); }

  // Adds what handle_arrived() has to be called for.
  void add_to(EventLoop& loop) const {
    if (login_) loop.add_source(login_->fd(), "login manager");
    if (savers_) loop.add_source(savers_->fd(), "screen savers");
  }

 private:
  std::unique_ptr<LoginSession> login_;
  std::unique_ptr<ScreenSavers> savers_;
};

}  // namespace insyn::recorder
