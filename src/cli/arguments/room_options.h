// The options of insyn-room.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/arguments/arguments.h"

namespace insyn::cli {

// `options` outlives the parsing.
void add_room_options(CLI::App& app, RoomOptions& options);

}  // namespace insyn::cli
