// The discards in a link's outbox, on their way to the centre.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/backoff.h"
#include "link/centre/centre.h"
#include "link/upload/failure.h"
#include "link/upload/patience.h"
#include "os/file.h"

namespace insyn::link {

class Discards {
 public:
  Discards(Path outbox, const Patience& patience) : outbox_(std::move(outbox)), patience_(patience) {}

  // Reads what lies there.
  void look();
  // Whether one of this recording lies there now.
  bool has(const std::string& recording) const;
  // The recordings whose discards may be brought.
  std::vector<std::string> due(Mono now) const;
  // Brings one that is due, and takes it away once the centre has it.
  Done bring(Centre& centre, const std::string& recording, const Clock& clock);
  // When the next one is due, of those that have to wait.
  std::optional<Mono> next(Mono now) const;
  void report(Standing& standing) const;

 private:
  struct Unconfirmed {
    explicit Unconfirmed(const Patience& patience)
        : backoff(patience.recording_first, patience.recording_longest) {}
    Backoff backoff;
    std::optional<Trouble> trouble;
  };
  Done send(Centre& centre, const std::string& file) const;

  Path outbox_;
  Patience patience_;
  std::map<std::string, Unconfirmed> all_;  // by recording
};

}  // namespace insyn::link
