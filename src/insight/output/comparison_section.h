// The page's section on groups and versions compared.
#pragma once

#include "insight/output/figures.h"

namespace insyn::insight {

std::string comparison_section(const Report& report, const ReportWords& words);

}  // namespace insyn::insight
