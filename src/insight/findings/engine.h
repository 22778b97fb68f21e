// From a log to a report.
#pragma once

#include <functional>

#include "insight/findings/report.h"

namespace insyn::insight {

// Of each of Report::frictions some calls in which it happened, as places in Log::calls.
using Examples = std::vector<std::vector<std::uint32_t>>;

// The one way from a Log to something that may be shown. There is nothing to choose: the report follows from
// the log and the floor alone, so that no sequence of questions can give more than one. `progress` is given
// shares from 0 to 1; may be empty. `examples`, where they are asked for, are for the two parties together.
Report analyse(const Log& log, const Floor& floor, const std::function<void(double)>& progress,
               Examples* examples = nullptr);

}  // namespace insyn::insight
