// insyn agreement withdraw.
#pragma once

#include <optional>

#include "base/clock.h"
#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct AgreementWithdrawOptions {
  Path file;                // the signed agreement
  Path key;                 // PREFIX.sign of the party that withdraws
  std::string reason;       // may be empty
  std::optional<Path> out;  // nothing: FILE with the ending .withdrawal
  bool yes = false;         // do not ask
};

// Writes the signed withdrawal. kDenied where this key has not signed the agreement.
Status agreement_withdraw(const AgreementWithdrawOptions& options, Utc now, Console& console);

}  // namespace insyn::cli
