// A small process that reads which program another process runs and what that has loaded, and opens the files
// of programs that are agreed on, which an update may have put in their places. Landlock keeps the recorder
// from all of that, and the recorder tells windows apart by their programs.
#pragma once

#include "base/result.h"

namespace insyn {

// Starts that process, which ProcessHandle asks from now on, and which ends with this one. To be called
// before anything else: the new process inherits whatever this one holds, keys included.
Status start_program_reader();

}  // namespace insyn
