// Which program a process runs. In the sandbox the kernel does not tell, so that the process of
// start_program_reader() is asked instead.
#pragma once

#include <functional>
#include <string>

#include "base/file_identity.h"
#include "base/result.h"

namespace insyn {

struct RunningProgram {
  FileIdentity identity;
  std::string path;  // for messages only
  // It is in the foreground of the terminal that it was started from: who sits there waits for it.
  bool at_terminal = false;
};

// The kernel's own answer, from /proc.
Result<RunningProgram> read_running_program(int pid);

// By the source of set_program_source(), or else read_running_program().
Result<RunningProgram> running_program(int pid);

// Where running_program() gets its answers from now on, in the whole process.
using ProgramSource = std::function<Result<RunningProgram>(int pid)>;
void set_program_source(ProgramSource source);

}  // namespace insyn
