// The verbs of insyn and their options.
#pragma once

#include <optional>

#include "cli/arguments/arguments.h"

namespace CLI {
class App;
}

namespace insyn::cli {

// Adds every verb to `app`. Parsing puts the verb that was given into `chosen`, which outlives `app`.
void add_verbs(CLI::App& app, std::optional<Command>& chosen);

}  // namespace insyn::cli
