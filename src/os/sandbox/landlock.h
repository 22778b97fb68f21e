// Landlock: the kernel's way to take files away from a process (Linux 5.13 and later).
#pragma once

#include "os/sandbox/sandbox.h"

namespace insyn {

// See enter_sandbox(). Takes no_new_privs for granted.
Result<std::string> restrict_files(const SandboxRules& rules);

}  // namespace insyn
