// The options of insyn-link.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>

#include "cli/arguments/arguments.h"

namespace insyn::cli {

// `chosen` outlives the parsing.
void add_link_options(CLI::App& app, std::optional<LinkCommand>& chosen);

}  // namespace insyn::cli
