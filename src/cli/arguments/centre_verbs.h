// The verbs by which people use a centre: login, ask, approve and so on.
#pragma once

#include "cli/arguments/verb.h"

namespace insyn::cli {

void add_centre_verbs(CLI::App& app, Chosen& chosen);

}  // namespace insyn::cli
