// insyn roster …
#pragma once

#include "cli/arguments/verb.h"

namespace insyn::cli {

void add_roster(CLI::App& app, Chosen& chosen);

}  // namespace insyn::cli
