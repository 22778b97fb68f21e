// How long a link waits at most after a failure (base/backoff.h).
#pragma once

#include <chrono>

namespace insyn::link {

struct Patience {
  std::chrono::milliseconds first{2'000}, longest{600'000};  // after a failure of the server as a whole
  std::chrono::milliseconds recording_first{60'000}, recording_longest{6 * 3'600'000};  // of one recording
};

}  // namespace insyn::link
