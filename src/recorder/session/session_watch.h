// Whether the agent's session is what the screen shows, by all who can tell: login manager and screen savers.
// The X server's own screen saver is the capture's to watch.
#pragma once

#include "os/wait_set.h"
#include "recorder/capture/capture.h"
#include "recorder/session/login_session.h"
#include "recorder/session/screen_savers.h"

namespace insyn::recorder {

class SessionWatch final : public SessionQuestion {
 public:
  // A desktop without buses has nobody who could tell, so its session counts as shown.
  SessionWatch() : login_(LoginSession::find()), savers_(ScreenSavers::find()) {}

  bool on_screen() override {
    const bool covered = savers_ && savers_->covering();
    if (login_ && savers_ && savers_->ended()) login_->unlocked();
    const bool shown = !login_ || login_->on_screen();
    return shown && !covered;
  }

  // What to wait for beside the display.
  Status add_to(WaitSet& set) const {
    if (login_) TRY(set.add(login_->fd()));
    if (savers_) TRY(set.add(savers_->fd()));
    return {};
  }

 private:
  std::unique_ptr<LoginSession> login_;
  std::unique_ptr<ScreenSavers> savers_;
};

}  // namespace insyn::recorder
