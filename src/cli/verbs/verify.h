// insyn verify.
#pragma once

#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct VerifyOptions {
  Path recording;
  Path pin;  // the workstation's .pub or, where the union has peeled it, the union's
  bool json = false;
};

// Good where the workstation made the recording, and all of it is there and unchanged; or, by the union's
// key, all that the union handed out. A recording that was never closed is good up to where it ends, and this
// is printed.
Result<Outcome> verify(const VerifyOptions& options, Console& console);

}  // namespace insyn::cli
