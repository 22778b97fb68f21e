// The filter on system calls alone, for processes that need files which Landlock cannot name.
#pragma once

#include "base/result.h"

namespace insyn {

// See enter_sandbox(): the second point of its list.
Status restrict_system_calls();

}  // namespace insyn
