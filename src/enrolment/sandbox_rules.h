// What of the computer a recorder needs once it is set up.
#pragma once

#include "enrolment/enrolment.h"
#include "os/sandbox/sandbox.h"

namespace insyn::enrolment {

// The spool and `own` folders to write; the agreed programs and what the desktop's libraries read.
SandboxRules sandbox_for(const EnrolmentFiles& files, const agreement::Agreement& agreement,
                         const std::vector<Path>& own);

}  // namespace insyn::enrolment
