// insyn unlock.
#pragma once

#include <vector>

#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct UnlockOptions {
  Path recording;
  std::vector<Path> keys;  // the union's .age, then the employer's
  Path out;
};

// Writes the recording's key, 0600, as an age identity file. Does not overwrite.
Status unlock(const UnlockOptions& options, Console& console);

}  // namespace insyn::cli
