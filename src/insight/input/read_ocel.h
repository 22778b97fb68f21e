// OCEL 2.0 as JSON.
#pragma once

#include <istream>

#include "base/progress.h"
#include "insight/input/log_part.h"

namespace insyn::insight {

// Reads a whole file without keeping the document in memory. A row that cannot be taken is counted in `part`.
// kCorrupt where it is not JSON or has no events; kPermanent where it cannot be read on.
Status read_ocel(std::istream& in, LogPart& part, Progress& progress);

}  // namespace insyn::insight
