// The options of insyn-fleet.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>

#include "cli/arguments/arguments.h"

namespace insyn::cli {

// `chosen` outlives the parsing.
void add_fleet_options(CLI::App& app, std::optional<FleetCommand>& chosen);

}  // namespace insyn::cli
