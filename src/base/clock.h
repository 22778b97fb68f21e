// The clock is an interface, so that tests can set the time. Documents state UTC; durations are measured in
// monotonic time.
#pragma once

#include <chrono>
#include <string>

#include "base/result.h"

namespace insyn {

using Utc = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;
using Mono = std::chrono::time_point<std::chrono::steady_clock, std::chrono::microseconds>;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Utc utc() const = 0;
  virtual Mono mono() const = 0;
};

class SystemClock final : public Clock {
 public:
  Utc utc() const override;
  Mono mono() const override;
};

// "2026-11-24T09:05:00.123Z" (RFC 3339, UTC, always milliseconds).
std::string to_text(Utc time);
Result<Utc> parse_utc(std::string_view text);

}  // namespace insyn
