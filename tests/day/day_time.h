// The time of a simulated day, which the simulation alone moves on.
#pragma once

#include <atomic>

#include "base/clock.h"

namespace insyn::day {

using std::chrono::milliseconds;

class DayTime {
 public:
  Utc utc() const { return utc_ + milliseconds(passed_); }
  Mono mono() const { return mono_ + milliseconds(passed_); }
  void pass(milliseconds time) { passed_ += time.count(); }

 private:
  // When the agreement is in force, which is signed by the true clock.
  const Utc utc_ = SystemClock().utc();
  const Mono mono_{std::chrono::hours(7)};
  std::atomic<std::int64_t> passed_ = 0;  // a source looks at its clock on a thread of its own too
};

// One computer's.
class DayClock final : public Clock {
 public:
  explicit DayClock(const DayTime& time) : time_(time) {}
  Utc utc() const override { return time_.utc(); }
  Mono mono() const override { return time_.mono(); }
  std::chrono::microseconds slept() const override { return slept_; }
  void sleep(milliseconds time) { slept_ += time; }

 private:
  const DayTime& time_;
  std::chrono::microseconds slept_{0};
};

}  // namespace insyn::day
