// The verbs about a centre's people, and an agent's discards.
#pragma once

#include "cli/arguments/verb.h"

namespace insyn::cli {

void add_account(CLI::App& app, Chosen& chosen);
void add_discard(CLI::App& app, Chosen& chosen);

}  // namespace insyn::cli
