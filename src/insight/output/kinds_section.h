// The page's section on the kinds of question: each by itself, and their steps beside each other.
#pragma once

#include "base/result.h"
#include "insight/output/figures.h"

namespace insyn::insight {

Result<std::string> kinds_section(const Report& report, const ReportWords& words);

}  // namespace insyn::insight
