// The clock is an interface, so that tests can set the time. Documents state UTC; durations are measured in
// monotonic time.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace insyn {

using Utc = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;
using Mono = std::chrono::time_point<std::chrono::steady_clock, std::chrono::microseconds>;

inline constexpr std::chrono::milliseconds kSleepTolerance{10};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Utc utc() const = 0;
  // Goes on while the computer sleeps, where the system has such a clock.
  virtual Mono mono() const = 0;
  // How long the computer has slept since it started. Two answers differ by less than kSleepTolerance where
  // it has not slept in between.
  virtual std::chrono::microseconds slept() const = 0;
};

class SystemClock final : public Clock {
 public:
  Utc utc() const override;
  Mono mono() const override;
  std::chrono::microseconds slept() const override;
};

// "2026-11-24T09:05:00.123Z" (RFC 3339, UTC, always milliseconds).
std::string to_text(Utc time);
// What to_text() writes, and nothing else. kCorrupt otherwise.
Result<Utc> parse_utc(std::string_view text);
// RFC 3339 with an offset, as other programs write it: "2026-11-24 10:05:00+01:00". The letter T may be a
// space, the fraction may be absent or of any length (digits beyond milliseconds are cut off), the offset may
// lack its colon or its minutes (ISO 8601, PostgreSQL). No leap seconds. Nothing where it is anything else.
std::optional<Utc> parse_rfc3339(std::string_view text);

}  // namespace insyn
