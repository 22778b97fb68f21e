// insyn ledger …
#pragma once

#include "cli/arguments/verb.h"

namespace insyn::cli {

void add_ledger(CLI::App& app, Chosen& chosen);

}  // namespace insyn::cli
