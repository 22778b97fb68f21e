// The report as one page that needs nothing else: no network, no script.
#pragma once

#include "base/result.h"
#include "insight/output/figures.h"
#include "insight/output/imprint.h"

namespace insyn::insight {

Result<std::string> page(const Report& report, const Imprint& imprint, words::Language language);

}  // namespace insyn::insight
