// What this computer is enrolled under, as the tray needs it.
#pragma once

#include <vector>

#include "agreement/agreement.h"
#include "base/file_identity.h"
#include "os/file.h"

namespace insyn::tray {

// By the folder that insyn enrol installed to.
Result<agreement::Agreement> agreement_in(const Path& enrolment);
bool has_centre(const Path& enrolment);
// Those of its programs that are on this computer.
std::vector<FileIdentity> agreed_programs_in(const Path& enrolment);

}  // namespace insyn::tray
