#include "os/program_output.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "os/descriptor.h"

extern char** environ;

namespace insyn {
namespace {

constexpr std::size_t kKept = std::size_t{64} << 10;

// Until the program, and whoever else has got its standard error, is done with it.
std::string read_to_end(int fd) {
  std::string said;
  std::array<char, 4096> piece{};
  for (;;) {
    const ssize_t count = ::read(fd, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return said;
    said.append(piece.data(), static_cast<std::size_t>(count));
    if (said.size() > 2 * kKept) said.erase(0, said.size() - kKept);
  }
}

}  // namespace

Result<ProgramOutput> run_program_and_listen(const Path& program, const std::vector<std::string>& arguments) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return os_error("cannot listen to", program.string());
  const OwnedFd ours(ends[0]);
  OwnedFd theirs(ends[1]);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, theirs.get(), STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  std::vector<char*> pointers = {const_cast<char*>(program.c_str())};
  for (const std::string& one : arguments) pointers.push_back(const_cast<char*>(one.c_str()));
  pointers.push_back(nullptr);
  pid_t child = 0;
  const int error = ::posix_spawn(&child, program.c_str(), &actions, &attributes, pointers.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    errno = error;
    return os_error("cannot start", program.string());
  }
  theirs.reset();
  ProgramOutput output;
  output.said = read_to_end(ours.get());
  if (output.said.size() > kKept) output.said.erase(0, output.said.size() - kKept);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return os_error("cannot wait for", program.string());
  }
  output.code = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
  return output;
}

}  // namespace insyn
