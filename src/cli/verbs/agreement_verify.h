// insyn agreement verify.
#pragma once

#include <vector>

#include "base/clock.h"
#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct AgreementVerifyOptions {
  Path file;
  std::vector<Path> pins;  // the employer's and the union's .pub, in either order
  bool json = false;
};

// Good where both parties have signed valid terms. Whether they are in force at `now` is printed, and does
// not change the outcome.
Result<Outcome> agreement_verify(const AgreementVerifyOptions& options, Utc now, Console& console);

}  // namespace insyn::cli
