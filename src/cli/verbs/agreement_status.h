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
  std::vector<Path> pins;       // the employer's and the union's .pub, in either order
  std::optional<Path> device;   // the .pub of the workstation whose usage is told; all that are here
  std::optional<Path> journal;  // the folder of usage journals; where this computer keeps them
  std::optional<Path> spool;    // recordings that the journal is compared with
  bool json = false;

  bool tells_usage() const { return device || journal || spool; }
};

// Good where recording is allowed at `now`.
Result<Outcome> agreement_status(const AgreementStatusOptions& options, Utc now, Console& console);

}  // namespace insyn::cli
