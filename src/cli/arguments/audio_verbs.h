// insyn audio.
#pragma once

#include "cli/arguments/verb.h"

namespace insyn::cli {

void add_audio(CLI::App& app, Chosen& chosen);

}  // namespace insyn::cli
