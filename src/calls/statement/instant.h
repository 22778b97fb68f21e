// A moment by a computer's clocks.
#pragma once

#include "base/clock.h"

namespace insyn::calls {

struct Instant {
  Utc utc{};
  Mono mono{};  // goes on in suspend
};

}  // namespace insyn::calls
