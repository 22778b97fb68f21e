// A clock that shows what the test says.
#pragma once

#include "base/clock.h"

namespace insyn::recorder {

class TestingClock final : public Clock {
 public:
  Utc utc() const override { return utc_; }
  Mono mono() const override { return mono_; }
  void pass(std::chrono::milliseconds time) {
    utc_ += time;
    mono_ += time;
  }
  std::chrono::microseconds slept() const override { return slept_; }
  // The computer sleeps for that long.
  void sleep(std::chrono::milliseconds time) {
    pass(time);
    slept_ += time;
  }
  void set(Utc utc) { utc_ = utc; }

 private:
  Utc utc_ = parse_utc("2026-12-01T09:00:00.000Z").value();
  Mono mono_{std::chrono::hours(7)};
  std::chrono::microseconds slept_{std::chrono::minutes(3)};
};

}  // namespace insyn::recorder
