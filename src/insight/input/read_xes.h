// XES (IEEE 1849).
#pragma once

#include <istream>

#include "base/progress.h"
#include "insight/input/log_part.h"

namespace insyn::insight {

// Reads a whole file. A document type is refused, so that no entity is ever expanded. A row that cannot be
// taken is counted in `part`. kCorrupt where it is not XML or not XES; kPermanent where it cannot be read on.
Status read_xes(std::istream& in, LogPart& part, Progress& progress);

}  // namespace insyn::insight
