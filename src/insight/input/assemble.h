// Parts put together to a Log.
#pragma once

#include <functional>

#include "insight/input/log_part.h"

namespace insyn::insight {

// The first instant that counts and the first that no longer does.
struct Period {
  Instant from = kFirstInstant;
  Instant to = kLastInstant;
};

// Sorts, counts what contradicts itself among the rejects, and leaves it out. Calls that do not begin within
// `period` are left out. The result does not depend on how the files were divided into parts; `parts` are in
// the order of files and of the stretches in each.
Log assemble(std::vector<LogPart> parts, const Period& period, Rejects& rejects);

}  // namespace insyn::insight
