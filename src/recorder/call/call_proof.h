// Whether a call goes on, by the word of whoever knows: asked again and again while something of it waits to
// be kept.
#pragma once

#include <optional>

#include "base/clock.h"

namespace insyn::recorder {

enum class CallState {
  kConnected,
  kHeld,
  kCardData,  // connected, and the customer gives what must not be kept
  kEnded,
};

class CallProof {
 public:
  virtual ~CallProof() = default;
  // Asks what the call's state is, at this moment or later, so that what was captured from `since` until now
  // may be kept. Earlier questions are answered no more.
  virtual void ask(Mono since) = 0;
  // The proven answer to the last question; nothing while there is none. kConnected only where the call was
  // connected all that time.
  virtual std::optional<CallState> answer() = 0;
};

}  // namespace insyn::recorder
