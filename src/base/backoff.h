// When something that failed is tried again: each time up to twice as long after, at a moment that chance
// chooses (full jitter), so that many do not come back at once.
#pragma once

#include <chrono>
#include <optional>

#include "base/clock.h"

namespace insyn {

class Backoff {
 public:
  Backoff(std::chrono::milliseconds first, std::chrono::milliseconds longest)
      : first_(first), longest_(longest) {}

  // `asked`: how long the other side has asked to wait, which is kept to.
  void failed(Mono now, std::optional<std::chrono::seconds> asked = {});
  void succeeded();
  bool may(Mono now) const { return now >= next_; }
  // Long ago where nothing has failed.
  Mono next() const { return next_; }

 private:
  std::chrono::milliseconds first_, longest_;
  int failures_ = 0;
  Mono next_ = Mono::min();
};

}  // namespace insyn
