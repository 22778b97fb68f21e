// Runs the verb of insyn that the command line chose.
#pragma once

#include "cli/arguments/arguments.h"
#include "cli/console.h"

namespace insyn::cli {

Result<Outcome> run_verb(const Command& command, Console& console);

}  // namespace insyn::cli
