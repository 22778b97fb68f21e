// What of the computer a recorder needs once it is set up.
#pragma once

#include "enrolment/enrolment.h"
#include "os/sandbox/sandbox.h"

namespace insyn::enrolment {

// The spool and `own` folders to write; the agreement and what the desktop's libraries read. Agreed programs
// are opened by the process of start_program_reader().
SandboxRules sandbox_for(const EnrolmentFiles& files, const std::vector<Path>& own);

}  // namespace insyn::enrolment
