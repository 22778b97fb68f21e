// Notices that the clock which the agreement is counted by was set back, here or while no recorder ran.
#pragma once

#include <optional>

#include "base/clock.h"
#include "os/file.h"
#include "reason/reason.h"

namespace insyn::recorder {

class ClockWatch {
 public:
  // What the steering of a clock by a time server may take back without being noticed.
  static constexpr std::chrono::seconds kTolerance{2};

  // The newest time that was seen is kept in `spool`. `clock` outlives the watch.
  ClockWatch(const Path& spool, const Clock& clock);

  // Why nothing may be kept by this clock: ClockSetBack or ClockMarkUnreadable; nothing where it may.
  // Remembers the time, on the disk once a minute.
  std::optional<reason::Reason> problem();

 private:
  void read();
  void remember(Utc now);

  Path mark_;
  const Clock& clock_;
  // The clock as it should go on from here.
  Utc newest_;
  Mono newest_mono_;
  Utc written_{};
  std::optional<reason::Reason> unreadable_;
};

}  // namespace insyn::recorder
