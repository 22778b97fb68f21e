#include "os/running_program.h"

#include <filesystem>

#include "os/process.h"

namespace insyn {
namespace {

// Of the whole process, as the sandbox is.
ProgramSource program_source = &read_running_program;

}  // namespace

Result<RunningProgram> read_running_program(int pid) {
  const std::string link = fmt::format("/proc/{}/exe", pid);
  TRY_ASSIGN(const FileIdentity identity, identity_of_file(link));
  std::error_code error;
  const Path path = std::filesystem::read_symlink(link, error);
  return RunningProgram{identity, error ? "(unknown program)" : path.string()};
}

Result<RunningProgram> running_program(int pid) { return program_source(pid); }

void set_program_source(ProgramSource source) { program_source = std::move(source); }

}  // namespace insyn
