// The report as JSON.
#pragma once

#include <string>

#include "insight/output/figures.h"
#include "insight/output/imprint.h"

namespace insyn::insight {

// Indented, UTF-8; docs/insight-output.md has its members. null stands for a suppressed figure.
std::string report_json(const Report& report, const Imprint& imprint);

}  // namespace insyn::insight
