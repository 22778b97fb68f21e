// What is asked about programs and the processes that run them. In the sandbox the kernel does not tell, so
// that the process of start_program_reader() is asked instead.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/file_identity.h"
#include "base/result.h"
#include "os/program_file.h"

namespace insyn {

struct RunningProgram {
  FileIdentity identity;
  std::string path;  // for messages only
  // It is in the foreground of the terminal that it was started from: who sits there waits for it.
  bool at_terminal = false;
  // Another process traces it (ptrace), and so can make it do anything.
  bool is_traced = false;
  int parent = 0;  // the process that it belongs to by the kernel's word; 0: none that can be told
};

// The kernel's own answer, from /proc.
Result<RunningProgram> read_running_program(int pid);

// Where the answers come from.
struct ProgramSource {
  std::function<Result<RunningProgram>(int pid)> running;
  std::function<OpenedProgram(const Path& exe)> open;
  std::function<Status(int pid)> only_system_code;   // see os/loaded_code.h
  std::function<Status(int pid)> only_system_files;  // there too
};

// The kernel, or whatever set_program_source() has put in its place for the whole process.
const ProgramSource& program_source();
void set_program_source(ProgramSource source);

// Which programs started which, for one look at many processes: each is asked about once.
class ProcessTree {
 public:
  // The programs of the parent of `process`, of that one's parent and so on, as far as they can be told.
  std::vector<FileIdentity> programs_that_started(int process);

 private:
  const std::optional<RunningProgram>& running(int process);

  std::map<int, std::optional<RunningProgram>> known_;
};

}  // namespace insyn
