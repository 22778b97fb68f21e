// insyn agreement status.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct AgreementStatusOptions {
  Path file;
  std::vector<Path> pins;     // the employer's and the union's .pub, in either order
  std::optional<Path> spool;  // where the week's recordings are counted
  bool json = false;
};

// Good where recording is allowed at `now`.
Result<Outcome> agreement_status(const AgreementStatusOptions& options, Utc now, Console& console);

}  // namespace insyn::cli
