// A small process that reads which program another process runs. Landlock keeps the recorder from asking the
// kernel, and the recorder tells windows apart by their programs.
#pragma once

#include "base/result.h"

namespace insyn {

// Starts that process, which ProcessHandle asks from now on, and which ends with this one. To be called
// before anything else: the new process inherits whatever this one holds, keys included.
Status start_program_reader();

}  // namespace insyn
