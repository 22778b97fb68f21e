// The agent's pause. It outlives the recorder: one that crashed and was started again is still paused.
#pragma once

#include "os/file.h"

namespace insyn::recorder {

class PauseMark {
 public:
  // `folder` is the session's own and goes with it, so that nobody is paused by what was last week.
  explicit PauseMark(const Path& folder) : mark_(folder / "paused") {}

  // Counts as set where that cannot be determined.
  bool is_set() const;
  // An error means that it would not outlive the recorder.
  Status set() const;
  Status clear() const { return remove_file(mark_); }

 private:
  Path mark_;
};

}  // namespace insyn::recorder
