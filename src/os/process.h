// Processes: which program one runs, starting programs, and protecting this process from memory dumps.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/file_identity.h"
#include "os/descriptor.h"
#include "os/file.h"

namespace insyn {

Result<FileIdentity> identity_of_file(const Path& path);

// An open file: while it is held, its inode is not reused for another file, even if it is removed.
class HeldFile {
 public:
  static Result<HeldFile> open(const Path& path);
  const FileIdentity& identity() const { return identity_; }

 private:
  HeldFile(OwnedFd fd, FileIdentity identity) : fd_(std::move(fd)), identity_(identity) {}
  OwnedFd fd_;
  FileIdentity identity_;
};

// A running process, held by a pidfd so that a reused process number is never taken for it.
class ProcessHandle {
 public:
  // kTransient where the process has ended, kDenied where its program cannot be read.
  static Result<ProcessHandle> open(int pid);

  // The program that the process runs now; an error once it has ended.
  Result<FileIdentity> program() const;
  // The path of that program, for messages only.
  std::string program_path() const;
  // See RunningProgram::at_terminal. Any program can make itself a terminal and be in its foreground.
  bool at_terminal() const;
  // See RunningProgram::is_traced. True once it has ended.
  bool is_traced() const;
  int pid() const { return pid_; }

 private:
  ProcessHandle(int pid, OwnedFd fd) : pid_(pid), fd_(std::move(fd)) {}
  bool ended() const;

  int pid_;
  OwnedFd fd_;
};

// No core dumps, no ptrace by the same user.
Status forbid_memory_dumps();

// Becomes readable when the user or the system asks this program to stop (SIGINT, SIGTERM, SIGHUP).
class StopRequest {
 public:
  static Result<StopRequest> install();
  int fd() const { return fd_.get(); }
  bool asked() const;

 private:
  explicit StopRequest(OwnedFd fd) : fd_(std::move(fd)) {}
  OwnedFd fd_;
};

bool is_terminal(int fd);
std::string host_name();
// The folder of the running program.
Result<Path> program_folder();
// Replaces this program by another; returns only on failure.
Failure replace_program(const Path& program, const std::vector<std::string>& arguments);
// The same in another environment ("NAME=value").
Failure replace_program(const Path& program, const std::vector<std::string>& arguments,
                        const std::vector<std::string>& environment);
// Starts `program` in `environment` with `socket`, the other end of ours, as its file descriptor 3; it is
// expected to end when that is closed. Its output is discarded. Returns the process id.
Result<int> start_with_socket(const Path& program, const std::vector<std::string>& arguments,
                              const std::vector<std::string>& environment, int socket);
// Starts `program`, waits for it, and returns its exit code.
Result<int> run_program(const Path& program, const std::vector<std::string>& arguments);
// The same of a program that reads `input` and whose output is discarded. One that has not ended after
// `patience` is ended: kTransient.
Result<int> run_program_on(const Path& program, const std::vector<std::string>& arguments,
                           std::string_view input, std::chrono::milliseconds patience);

}  // namespace insyn
