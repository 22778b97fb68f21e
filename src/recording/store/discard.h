// The agent's right to have an own recording shredded.
#pragma once

#include "base/clock.h"
#include "note/key.h"
#include "os/file.h"

namespace insyn::recording {

// Who may discard what, and for how long.
struct DiscardRight {
  std::string agent;  // as certificates name the agent; empty where agents are not told apart
  std::chrono::hours within{
      0};  // after the end of the call, of which nobody without a key knows when it was,
  std::chrono::minutes longest_call{0};  // so that the longest call that is agreed counts from the beginning
};

// Takes away the keys of the recording `id` in `spool`, so that nobody can open its pictures, its events or
// its statements any more; of one of version 0 also its events, which another key opens. kDenied, and nothing
// changes, where it is not this device's, not this agent's, or where it is too old.
Status discard(const Path& spool, const std::string& id, const DiscardRight& right,
               const note::Verifier& device, Utc now);

}  // namespace insyn::recording
