// Asking somebody at a terminal for a secret.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace insyn {

// A line from the terminal of this process, which is not shown while it is typed; without its end. kPermanent
// where there is no terminal. The caller wipes it.
Result<std::string> ask_secret(std::string_view prompt);

}  // namespace insyn
