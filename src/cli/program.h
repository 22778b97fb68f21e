// What insyn and insyn-export have in common: how they begin and how they end.
#pragma once

#include <functional>

#include "cli/arguments.h"

namespace insyn::cli {

// The exit code of `answer`, which is printed.
int give(const Answer& answer);

// Runs `work` as the program's one task and prints its error after `name`. The exit code. No memory dumps are
// made meanwhile, and no exception gets out.
int run_program_named(const std::string& name, const std::function<Result<Outcome>(Console&)>& work);

// The verbs that were chosen by the command line.
Result<Outcome> run(const Command& command, Console& console);

}  // namespace insyn::cli
