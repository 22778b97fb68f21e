// What stands between the screen and the recording of a call although the call goes on: the agent's pause, a
// call on hold, a locked screen. While one of them does, nothing is read from the screen.
#pragma once

#include <functional>
#include <set>

#include "recorder/capture/capture.h"

namespace insyn::recorder {

class CallGate final : public SessionQuestion {
 public:
  // `session` outlives the gate. `listen` is called before every look at the screen and again before what was
  // read is kept: it may close the gate, so that what was said until then counts for it.
  CallGate(SessionQuestion& session, std::function<void()> listen)
      : session_(session), listen_(std::move(listen)) {}

  // Nothing is kept from now on, until it is opened for this reason and closed for no other.
  void close(track::Withheld reason) { closed_.insert(reason); }
  void open(track::Withheld reason) { closed_.erase(reason); }

  bool on_screen() override {
    if (listen_) listen_();
    session_shown_ = session_.on_screen();
    return session_shown_ && closed_.empty();
  }

  // Why nothing is kept, as of the last look: one reason, where there are several. Nothing while it is open.
  std::optional<track::Withheld> reason() const {
    if (!closed_.empty()) return *closed_.begin();
    return session_shown_ ? std::nullopt : std::optional(track::Withheld::kSessionHidden);
  }

 private:
  SessionQuestion& session_;
  std::function<void()> listen_;
  std::set<track::Withheld> closed_;
  bool session_shown_ = true;
};

}  // namespace insyn::recorder
