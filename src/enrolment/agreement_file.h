// The agreement that is named on the command line.
#pragma once

#include <vector>

#include "agreement/agreement.h"
#include "os/file.h"

namespace insyn::enrolment {

// The text of a file that may be an agreement's.
Result<std::string> read_agreement_text(const Path& file);

// The agreement, verified against the two pins.
Result<agreement::Agreement> read_agreement(const Path& file, const std::vector<Path>& pins);

}  // namespace insyn::enrolment
