// Starts another program, with what its standard streams are to be.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/path.h"
#include "base/result.h"

namespace insyn {

// `streams`, open descriptors, become its standard input, output and error. It inherits the environment, and
// no blocked signal. Gives its process id.
Result<int> spawn_program(const Path& program, const std::vector<std::string>& arguments,
                          const std::array<int, 3>& streams);

// Waits until it has ended: its exit status, or 1 where a signal ended it.
Result<int> wait_for_program(int child, const Path& program);

}  // namespace insyn
