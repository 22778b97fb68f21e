// insyn keys …
#pragma once

#include "cli/arguments/verb.h"

namespace insyn::cli {

void add_keys(CLI::App& app, Chosen& chosen);

}  // namespace insyn::cli
