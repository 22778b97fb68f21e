// The agent's right to have an own recording shredded.
#pragma once

#include "base/clock.h"
#include "note/key.h"
#include "os/file.h"

namespace insyn::recording {

// Who may discard what, and for how long.
struct DiscardRight {
  std::string agent;             // "age1…"; empty where agents have no keys
  std::chrono::hours within{0};  // after the end of the call
};

// Takes away the keys of the recording `id` in `spool`, so that nobody can open it any more, and its events,
// which others can open than those who have its keys. kDenied, and
// nothing changes, where it is not this device's, not this agent's, or where it is too old.
Status discard(const Path& spool, const std::string& id, const DiscardRight& right,
               const note::Verifier& device, Utc now);

}  // namespace insyn::recording
