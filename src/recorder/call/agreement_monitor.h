// Whether the agreement that was read is still the one on this computer, and whether the clock that tells
// when it is in force can be trusted.
#pragma once

#include <optional>

#include "base/sha256.h"
#include "os/file_stamp.h"
#include "reason/reason.h"
#include "recorder/call/clock_watch.h"
#include "recording/format/closing_note.h"

namespace insyn::recorder {

// The signed note as it was read.
struct AgreementFile {
  Path path;
  Digest sha256{};
};

class AgreementMonitor {
 public:
  struct Problem {
    recording::EndReason reason;  // of what is being recorded
    reason::Reason why;
  };

  // `spool` is where ClockWatch keeps the newest time seen. `clock` outlives the monitor.
  AgreementMonitor(AgreementFile file, const Path& spool, const Clock& clock)
      : file_(std::move(file)), clock_(spool, clock) {}

  // Why nothing may be kept at this moment: its file is missing or was changed, or the clock was set back.
  // Nothing where all is well.
  std::optional<Problem> problem();
  // Its file has been replaced or taken away. It stays so, even where the file comes back.
  bool agreement_replaced() const { return replaced_; }

 private:
  bool file_is_the_same();

  AgreementFile file_;
  ClockWatch clock_;
  std::optional<FileStamp> stamp_;  // of the file when its content was last compared
  bool replaced_ = false;
};

}  // namespace insyn::recorder
