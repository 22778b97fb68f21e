// Landlock (Linux 5.13 and later): a process gives up its access to files.
#pragma once

#include "os/sandbox/sandbox.h"

namespace insyn {

// See enter_sandbox(), its third point. Requires no_new_privs.
Result<std::string> restrict_files(const SandboxRules& rules);

}  // namespace insyn
