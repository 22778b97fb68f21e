// insyn show.
#pragma once

#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct ShowOptions {
  Path recording;
  bool json = false;
};

// Prints what the recording's notes say, without verifying them.
Status show(const ShowOptions& options, Console& console);

}  // namespace insyn::cli
