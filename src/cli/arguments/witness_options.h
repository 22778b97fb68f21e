// The options of insyn-witness.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>

#include "cli/arguments/arguments.h"

namespace insyn::cli {

// `chosen` outlives the parsing.
void add_witness_options(CLI::App& app, std::optional<WitnessCommand>& chosen);

}  // namespace insyn::cli
