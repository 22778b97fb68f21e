// Times as they are written in a file: with an offset from UTC, or as the clocks of a zone that was named.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "insight/input/log.h"
#include "insight/input/rejects.h"

namespace insyn::insight {

// The clocks of a zone. Used from several threads.
class WallClock {
 public:
  struct Shown {
    Utc earliest;
    Utc latest;  // later where they are set back and show it twice
  };

  virtual ~WallClock() = default;
  // When they show this minute (0 to 1439) of this day. Nothing where they are set forward past it.
  virtual std::optional<Shown> shows(std::chrono::sys_days day, int minute) const = 0;
};

struct ReadTime {
  std::optional<Instant> at;
  Reason fault = Reason::kTime;  // why there is none
};

// One for each thread.
class TimeReader {
 public:
  // `zone` outlives this; without one, times without an offset are refused.
  explicit TimeReader(const WallClock* zone) : zone_(zone) {}

  // RFC 3339 and ISO 8601: "2026-11-24T09:05:00.250+01:00", "2026-11-24 09:05:00+01", "20261124T090500Z",
  // "2026/11/24 09:05". Not before 2000 nor after 2069.
  ReadTime read(std::string_view text);

  // How many had an offset, and how many were the zone's.
  std::uint64_t with_offset() const { return with_offset_; }
  std::uint64_t local() const { return local_; }

 private:
  ReadTime slowly(std::string_view text);
  ReadTime in_zone(std::chrono::sys_days day, std::chrono::milliseconds of_day);

  const WallClock* zone_;
  std::uint64_t with_offset_ = 0;
  std::uint64_t local_ = 0;
  // The minute that was asked for last, and what the clocks say of it.
  std::chrono::sys_days last_day_{};
  int last_minute_ = -1;
  std::optional<WallClock::Shown> last_;
};

}  // namespace insyn::insight
