// Which part of src/ may include which, and which library belongs to which part. The table is in includes.cc.
#pragma once

#include "tree.h"

namespace insyn::structure {

// Why `file` (below src/) may not have this #include; empty where it may. `what` is with its quotes or
// brackets.
std::string objection(const std::string& file, const std::string& what);

// Whether the folder src/`room` has a row of its own, or rows for its files.
bool has_row(const std::string& room);

// The rooms whose rows name `target`, in the order of the table.
std::vector<std::string> rooms_that_may_include(const std::string& target);

// Every #include below src/ of `root` that has an objection. `seen` counts all of them.
Faults wrong_includes(const Path& root, int& seen);

}  // namespace insyn::structure
