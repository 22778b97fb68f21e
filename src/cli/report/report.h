// The work of insyn-report: statistics on the support system from calls and events.
#pragma once

#include "cli/arguments/report_options.h"
#include "cli/console.h"

namespace insyn::cli {

Status report(const ReportOptions& options, Console& console);

}  // namespace insyn::cli
