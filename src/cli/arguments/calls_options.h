// The options of insyn-calls.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>

#include "cli/arguments/arguments.h"

namespace insyn::cli {

// `chosen` outlives the parsing.
void add_calls_options(CLI::App& app, std::optional<CallsCommand>& chosen);

}  // namespace insyn::cli
