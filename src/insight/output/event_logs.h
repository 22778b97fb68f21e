// The frequent variants as event logs for other process mining programs. Each trace of a variant stands for
// `calls_per_trace` of its calls, at the mean times: no trace is a real call, so that none can be recognised.
#pragma once

#include <string>

#include "insight/findings/report.h"

namespace insyn::insight {

std::string report_xes(const Report& report);   // IEEE 1849
std::string report_ocel(const Report& report);  // OCEL 2.0, JSON

}  // namespace insyn::insight
