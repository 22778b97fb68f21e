// From a log to a report.
#pragma once

#include <functional>

#include "insight/findings/population.h"
#include "insight/findings/report.h"

namespace insyn::insight {

// For each of Report::frictions, some calls in which it happened, as indexes of Log::calls.
using Examples = std::vector<std::vector<std::uint32_t>>;

// The only way from a Log to figures. There is nothing to choose: the report follows from the log and the
// floor alone, so that no sequence of queries can reveal more than one. `progress` is called with shares from
// 0 to 1; may be empty. `examples`, where asked for, are for both parties together only.
// `population` is population_of(log, floor).
Report analyse(const Log& log, const Floor& floor, const std::vector<KindCalls>& population,
               const std::function<void(double)>& progress, Examples* examples = nullptr);
// Of all of the log's population.
Report analyse(const Log& log, const Floor& floor, const std::function<void(double)>& progress,
               Examples* examples = nullptr);

}  // namespace insyn::insight
