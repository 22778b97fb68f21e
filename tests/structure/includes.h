// Which part of src/ may include which, and which library belongs to which part. The table is in includes.cc.
#pragma once

#include "tree.h"

namespace insyn::structure {

// Why `file` (below src/) may not have this #include; empty where it may. `what` is with its quotes or
// brackets.
std::string objection(const std::string& file, const std::string& what);

// Every #include below src/ of `root` that has an objection. `seen` counts all of them.
Faults wrong_includes(const Path& root, int& seen);

}  // namespace insyn::structure
