// Whether the agreement that was read still stands: its file is there and says the same, and the clock that
// it is counted by has not been set back.
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

class Standing {
 public:
  struct Objection {
    recording::EndReason reason;  // of what is being recorded
    reason::Reason why;
  };

  // `clock` outlives it.
  Standing(AgreementFile file, const Path& spool, const Clock& clock)
      : file_(std::move(file)), clock_(spool, clock) {}

  // Why nothing may be kept at this moment; nothing where the agreement stands.
  std::optional<Objection> objection();
  // It has been replaced or taken away, for good as far as this program goes.
  bool agreement_gone() const { return gone_; }

 private:
  bool file_is_the_same();

  AgreementFile file_;
  ClockWatch clock_;
  std::optional<FileStamp> stamp_;  // of the file when it said the same
  bool gone_ = false;
};

}  // namespace insyn::recorder
