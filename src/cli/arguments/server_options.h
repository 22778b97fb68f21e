// The options of insyn-server.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>

#include "cli/arguments/arguments.h"

namespace insyn::cli {

// `chosen` outlives the parsing.
void add_server_options(CLI::App& app, std::optional<ServerCommand>& chosen);

}  // namespace insyn::cli
