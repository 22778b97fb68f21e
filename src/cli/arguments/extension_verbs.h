// insyn extension.
#pragma once

#include "cli/arguments/verb.h"

namespace insyn::cli {

void add_extension(CLI::App& app, Chosen& chosen);

}  // namespace insyn::cli
