// insyn try: throw-away keys, a trial agreement on the window that is clicked on, a recording until Ctrl-C,
// and a WebM of it.
#pragma once

#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct TryOptions {
  Path folder;  // is created; keys, agreement, recording and video lie there
};

Status try_it(const TryOptions& options, Console& console);

}  // namespace insyn::cli
