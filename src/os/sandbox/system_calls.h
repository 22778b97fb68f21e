// The filter on system calls (seccomp) by itself, for processes whose files Landlock cannot name.
#pragma once

#include "base/result.h"

namespace insyn {

enum class Network { kNone, kAllowed };

// See enter_sandbox(), its second point.
Status restrict_system_calls(Network network = Network::kNone);

}  // namespace insyn
