#include "os/sandbox/sandbox.h"

#include <sys/prctl.h>

#include "os/descriptor.h"
#include "os/process.h"
#include "os/sandbox/landlock.h"
#include "os/sandbox/system_calls.h"

namespace insyn {

Result<std::string> enter_sandbox(const SandboxRules& rules) {
  TRY(forbid_memory_dumps());
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return os_error("cannot set", "no_new_privs");
  TRY_ASSIGN(std::string missing, restrict_files(rules));
  TRY(restrict_system_calls(rules.connect.empty() && rules.listen.empty() ? Network::kNone
                                                                          : Network::kAllowed));
  return missing;
}

}  // namespace insyn
