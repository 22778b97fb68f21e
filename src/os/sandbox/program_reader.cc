#include "os/sandbox/program_reader.h"

#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>

#include "os/descriptor.h"
#include "os/process.h"
#include "os/running_program.h"
#include "os/sandbox/system_calls.h"

namespace insyn {
namespace {

struct Answer {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int32_t code = -1;  // of an Error; -1: there is none
  std::uint8_t at_terminal = 0;
  char text[1000] = {};  // the program's path, or the error's message
};

Answer answer_for(int pid) {
  Answer answer;
  const Result<RunningProgram> program = read_running_program(pid);
  const std::string& text = program ? program->path : program.error().message;
  if (program) {
    answer.device = program->identity.device;
    answer.inode = program->identity.inode;
    answer.at_terminal = program->at_terminal ? 1 : 0;
  } else {
    answer.code = static_cast<std::int32_t>(program.error().code);
  }
  std::memcpy(answer.text, text.c_str(), std::min(text.size(), sizeof answer.text - 1));
  return answer;
}

// The other process. Ends with the recorder, whose end of the socket is then closed.
[[noreturn]] void serve(int socket) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  // Only the recorder acts on Ctrl-C and the end of the session: until it has ended it may need answers.
  sigset_t all;
  sigfillset(&all);
  ::sigprocmask(SIG_BLOCK, &all, nullptr);
  if (!forbid_memory_dumps() || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !restrict_system_calls()) {
    ::_exit(1);
  }
  for (;;) {
    std::int32_t pid = 0;
    const ssize_t got = ::recv(socket, &pid, sizeof pid, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got != sizeof pid) ::_exit(0);
    const Answer answer = answer_for(pid);
    if (::send(socket, &answer, sizeof answer, MSG_NOSIGNAL) != sizeof answer) ::_exit(0);
  }
}

Result<RunningProgram> ask(int socket, int pid) {
  const std::int32_t number = pid;
  Answer answer;
  if (::send(socket, &number, sizeof number, MSG_NOSIGNAL) != sizeof number ||
      ::recv(socket, &answer, sizeof answer, 0) != sizeof answer) {
    return fail(Code::kPermanent,
                "the process that reads which programs run has ended; nothing can be recorded");
  }
  answer.text[sizeof answer.text - 1] = '\0';
  if (answer.code >= 0) {
    return Failure(
        Error{static_cast<Code>(std::min(answer.code, static_cast<std::int32_t>(Code::kFull))), answer.text});
  }
  return RunningProgram{{answer.device, answer.inode}, answer.text, answer.at_terminal != 0};
}

}  // namespace

Status start_program_reader() {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
    return os_error("cannot create", "a pair of sockets");
  }
  auto ours = std::make_shared<const OwnedFd>(ends[0]);
  OwnedFd theirs(ends[1]);
  const pid_t child = ::fork();
  if (child < 0) return os_error("cannot start", "the process that reads which programs run");
  if (child == 0) {
    ::close(ends[0]);
    serve(ends[1]);
  }
  set_program_source([ours](int pid) { return ask(ours->get(), pid); });
  return {};
}

}  // namespace insyn
