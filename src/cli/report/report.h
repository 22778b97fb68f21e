// What calls and events say of the support system: the work of insyn-report.
#pragma once

#include "cli/arguments/report_options.h"
#include "cli/console.h"

namespace insyn::cli {

Status report(const ReportOptions& options, Console& console);

}  // namespace insyn::cli
