// Who is asked which program a process runs: the kernel, or the process of start_program_reader().
#pragma once

#include <functional>

#include "os/process.h"

namespace insyn {

struct RunningProgram {
  FileIdentity identity;
  std::string path;  // for messages only
};
using ProgramQuestion = std::function<Result<RunningProgram>(int pid)>;

// The kernel's own answer, from /proc.
Result<RunningProgram> look_at_program(int pid);

// Who answers ProcessHandle from now on, in the whole process.
void ask_for_programs_by(ProgramQuestion question);

}  // namespace insyn
