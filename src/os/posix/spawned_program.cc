#include "os/spawned_program.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "os/descriptor.h"

extern char** environ;

namespace insyn {

Result<int> spawn_program(const Path& program, const std::vector<std::string>& arguments,
                          const std::array<int, 3>& streams) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream)
    posix_spawn_file_actions_adddup2(&actions, streams.at(static_cast<std::size_t>(stream)), stream);
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
  return child;
}

Result<int> wait_for_program(int child, const Path& program) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return os_error("cannot wait for", program.string());
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace insyn
