// Whether the enrolment that was read, the agreement first, is still the one on this computer and in force,
// and whether the clock that tells when it is can be trusted.
#pragma once

#include <functional>
#include <optional>

#include "os/watched_files.h"
#include "reason/reason.h"
#include "recorder/call/clock_watch.h"
#include "recording/format/end_statement.h"

namespace insyn::recorder {

class AgreementMonitor {
 public:
  struct Problem {
    recording::EndReason reason;  // of what is being recorded
    reason::Reason why;
  };

  // Why the agreement is over, as soon as it is: a party has withdrawn it.
  using Ended = std::function<std::optional<reason::Reason>()>;

  // Whether there are enough recordings of a kind of question, so that no more are made.
  using Enough = std::function<bool(const std::string& kind)>;

  // `files` as Enrolment::files: the agreement's first. `spool` is where ClockWatch keeps the newest time
  // seen. `clock` outlives the monitor, and so does what `ended` and `enough` ask; without them nobody
  // withdraws, and no kind is enough.
  AgreementMonitor(std::vector<FileContent> files, const Path& spool, const Clock& clock, Ended ended = {},
                   Enough enough = {})
      : agreement_(files.at(0).path),
        files_(std::move(files)),
        clock_(spool, clock),
        ended_(std::move(ended)),
        enough_(std::move(enough)) {}

  // Why nothing may be kept at this moment: one of the files is no longer what was read, or the clock was set
  // back. Nothing where all is well.
  std::optional<Problem> problem();
  // EnoughOfKind where there are enough of `kind`, which may be empty: nobody knows it then.
  std::optional<reason::Reason> enough(const std::string& kind) const;
  // One of the files was replaced or taken away. It stays so, even where the file comes back.
  bool enrolment_changed() const { return changed_.has_value(); }

 private:
  Path agreement_;
  WatchedFiles files_;
  ClockWatch clock_;
  Ended ended_;
  Enough enough_;
  std::optional<reason::Reason> changed_;
};

}  // namespace insyn::recorder
