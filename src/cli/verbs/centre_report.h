// insyn hand-in: gives a centre a report that insyn report has made.
#pragma once

#include "base/clock.h"
#include "base/path.h"
#include "cli/console.h"

namespace insyn::cli {

struct HandInOptions {
  Path report;  // the folder
  Path key;     // insight.sign, or the party's that vouches for the insight key
};

// Adds the key's signature to the report's register.note as it is sent; the folder stays as it is.
Status hand_in_report(const HandInOptions& options, const Clock& clock, Console& console);

}  // namespace insyn::cli
