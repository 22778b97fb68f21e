// Programs whose words are read by this one.
#pragma once

#include <string>
#include <vector>

#include "base/path.h"
#include "base/result.h"

namespace insyn {

struct ProgramOutput {
  int code = 0;      // 1 where a signal ended it
  std::string said;  // on standard error; the end of it, where it is longer than 64 KiB
};

// Starts `program`, waits for it, and returns what it said. Its standard output is discarded, and its
// standard input is empty.
Result<ProgramOutput> run_program_and_listen(const Path& program, const std::vector<std::string>& arguments);

}  // namespace insyn
