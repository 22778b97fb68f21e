// When a capture looks again. An agreed number of pictures a second is kept to on the average; after a rest
// one may come early, so that what follows a click is not held back, and each waits a moment for the drawing
// to end. What shows something for the first time may come earlier still, and those after it wait as much
// longer.
#pragma once

#include <algorithm>

#include "base/clock.h"

namespace insyn::recorder {

class Pace {
 public:
  explicit Pace(std::chrono::microseconds interval) : interval_(interval) {}

  // Something has happened that asks for a turn.
  void noticed(Mono now) {
    if (!waiting_) noticed_ = now;
    waiting_ = true;
  }
  // The earliest moment for the next turn, where so many may come ahead of an even pace.
  Mono next(int early = 1) const { return std::max(due_ - early * interval_, noticed_ + kGatherDrawing); }
  void took_turn(Mono now) {
    due_ = std::max(due_, now) + interval_;
    waiting_ = false;
  }

  // A repaint comes in several pieces; one picture of all of them says more than one of the first.
  static constexpr std::chrono::milliseconds kGatherDrawing{12};
  static constexpr int kEarlyForNew = 4;

 private:
  std::chrono::microseconds interval_;
  Mono due_{};      // when the next turn would come at an even pace
  Mono noticed_{};  // the first notice since the last turn
  bool waiting_ = false;
};

}  // namespace insyn::recorder
