// What stands between the screen and the recording of a call although the call goes on: the agent's pause, a
// call on hold, a locked screen. While one of them does, nothing is read from the screen.
#pragma once

#include <optional>
#include <set>
#include <utility>

#include "base/clock.h"
#include "recorder/capture/capture.h"

namespace insyn::recorder {

class CallGate final : public SessionQuestion {
 public:
  // `session` and `clock` outlive the gate.
  CallGate(const SessionQuestion& session, const Clock& clock)
      : session_(session), clock_(clock), slept_before_(clock.slept()) {}

  // The computer has slept since the gate was made.
  bool has_slept() const { return clock_.slept() > slept_before_ + kSleepTolerance; }

  // Who closes it: the recorder, by what it was told, or whoever has found the call not confirmed. Neither
  // opens what the other one has closed, though it be for the same reason.
  enum class By { kRecorder, kProof };

  // Nothing is kept from now on, until it is opened for this reason and closed for no other.
  void close(track::Withheld reason, By by = By::kRecorder) { closed_.insert({reason, by}); }
  void open(track::Withheld reason, By by = By::kRecorder) { closed_.erase({reason, by}); }

  // Whether it is closed by somebody else, or for another reason too.
  bool is_closed_beside(track::Withheld reason, By by) const {
    return closed_.size() > closed_.count({reason, by}) || !session_.on_screen();
  }

  bool on_screen() const override { return !reason(); }

  // Why nothing is kept: one reason, where there are several. Nothing while it is open.
  std::optional<track::Withheld> reason() const {
    if (!closed_.empty()) return closed_.begin()->first;
    // Whoever was at the telephone when the computer fell asleep need not be there now.
    if (has_slept()) return track::Withheld::kSessionHidden;
    return session_.on_screen() ? std::nullopt : std::optional(track::Withheld::kSessionHidden);
  }

 private:
  const SessionQuestion& session_;
  const Clock& clock_;
  std::chrono::microseconds slept_before_;
  std::set<std::pair<track::Withheld, By>> closed_;
};

}  // namespace insyn::recorder
