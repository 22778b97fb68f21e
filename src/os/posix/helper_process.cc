#include "os/helper_process.h"

#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>

namespace insyn {

Result<LocalSocket> start_helper_process(const std::function<void(LocalSocket)>& work) {
  TRY_ASSIGN(auto ends, LocalSocket::pair());
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) return os_error("cannot start", "a process of its own for the device's key");
  if (child != 0) return std::move(ends.first);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  // Only the parent acts on Ctrl-C and the end of the session: until it has ended it may need this.
  sigset_t all;
  sigfillset(&all);
  ::sigprocmask(SIG_BLOCK, &all, nullptr);
  { const LocalSocket parents = std::move(ends.first); }
  work(std::move(ends.second));
  ::_exit(0);
}

}  // namespace insyn
