// The report for other programs. Each is made of the Report and of nothing else, so that joining them gives
// no more than any one of them.
#pragma once

#include <map>
#include <string>

#include "insight/output/page.h"

namespace insyn::insight {

// Indented JSON; docs/insight-output.md has its members. UTF-8.
std::string report_json(const Report& report, const Imprint& imprint);

// Tables as CSV (RFC 4180), by the file's name. A cell that a spreadsheet would take for a formula has an
// apostrophe in front.
std::map<std::string, std::string> report_csv(const Report& report);

// The usual ways as an event log: each of `calls_per_trace` calls that went one way is a trace like the
// others of its way, at the mean times. There is no real call in it, so that none can be recognised.
std::string report_xes(const Report& report);   // IEEE 1849
std::string report_ocel(const Report& report);  // OCEL 2.0, JSON

}  // namespace insyn::insight
