// What the recorder does, for programs.
#pragma once

#include "cli/json.h"
#include "control/message.h"

namespace insyn::cli {

Json state_json(const control::State& state);

}  // namespace insyn::cli
