// Opens a recording with both keys and counts every pixel of every state.
#pragma once

#include "leak/tally.h"
#include "support/parties.h"

namespace insyn::leak {

// `marks` in order of time. What is wrong with the recording becomes a problem of the tally.
Tally watch_recording(const Path& recording, const support::Parties& parties, const std::vector<Mark>& marks);

}  // namespace insyn::leak
