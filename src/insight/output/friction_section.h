// The page's section on what costs time.
#pragma once

#include "insight/output/figures.h"
#include "insight/output/imprint.h"

namespace insyn::insight {

std::string friction_section(const Report& report, const Imprint& imprint, const ReportWords& words);

// What a friction is about, in a sentence.
std::string friction_text(const Report& report, const Friction& friction, const ReportWords& words);

}  // namespace insyn::insight
