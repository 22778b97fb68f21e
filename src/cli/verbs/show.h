// insyn show.
#pragma once

#include <vector>

#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct ShowOptions {
  Path recording;
  std::vector<Path> keys;  // that open it; empty: only the notes are shown
  bool json = false;
};

// Prints what the recording's notes say, without verifying them, and with keys what was withheld and why: by
// the union's or the agent's key also when it ended and why. Where the keys open neither it is refused.
Status show(const ShowOptions& options, Console& console);

}  // namespace insyn::cli
