#include "os/sandbox/program_reader.h"

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>

#include "os/descriptor.h"
#include "os/loaded_code.h"
#include "os/process.h"
#include "os/running_program.h"
#include "os/sandbox/system_calls.h"

namespace insyn {
namespace {

struct Question {
  enum Kind : std::int32_t { kRunning, kOpen, kOnlySystemCode, kOnlySystemFiles };
  std::int32_t kind = kRunning;
  std::int32_t pid = 0;
  char path[4096] = {};
};

struct Answer {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int32_t code = -1;   // of an Error; -1: there is none
  std::int32_t fault = -1;  // of a ProgramFault; -1: there is none, and the file's descriptor comes along
  std::int32_t parent = 0;
  std::uint8_t at_terminal = 0;
  std::uint8_t is_traced = 0;
  char text[5000] = {};  // the program's path, the fault's detail or the error's message
};

void set_text(Answer& answer, const std::string& text) {
  std::memcpy(answer.text, text.c_str(), std::min(text.size(), sizeof answer.text - 1));
}

void set_error(Answer& answer, const Error& error) {
  answer.code = static_cast<std::int32_t>(error.code);
  set_text(answer, error.message);
}

void answer_running(int pid, Answer& answer) {
  const Result<RunningProgram> program = read_running_program(pid);
  if (!program) return set_error(answer, program.error());
  answer.device = program->identity.device;
  answer.inode = program->identity.inode;
  answer.at_terminal = program->at_terminal ? 1 : 0;
  answer.is_traced = program->is_traced ? 1 : 0;
  answer.parent = program->parent;
  set_text(answer, program->path);
}

void answer_only(const Status& only, Answer& answer) {
  if (!only) set_error(answer, only.error());
}

OwnedFd answer_open(const char* path, Answer& answer) {
  OpenedProgram opened = open_program_file(path);
  if (!opened.fault) return std::move(opened.fd);
  answer.fault = static_cast<std::int32_t>(opened.fault->kind);
  set_text(answer, opened.fault->detail);
  return {};
}

// With a file descriptor where there is one.
bool send_answer(int socket, Answer& answer, const OwnedFd& file) {
  iovec what{&answer, sizeof answer};
  alignas(cmsghdr) char room[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &what;
  message.msg_iovlen = 1;
  if (file) {
    message.msg_control = room;
    message.msg_controllen = sizeof room;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    const int fd = file.get();
    std::memcpy(CMSG_DATA(header), &fd, sizeof fd);
  }
  return ::sendmsg(socket, &message, MSG_NOSIGNAL) == sizeof answer;
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
    Question question;
    const ssize_t got = ::recv(socket, &question, sizeof question, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got != sizeof question) ::_exit(0);
    question.path[sizeof question.path - 1] = '\0';
    Answer answer;
    OwnedFd file;
    if (question.kind == Question::kRunning) answer_running(question.pid, answer);
    if (question.kind == Question::kOpen) file = answer_open(question.path, answer);
    if (question.kind == Question::kOnlySystemCode) answer_only(read_only_system_code(question.pid), answer);
    if (question.kind == Question::kOnlySystemFiles)
      answer_only(read_only_system_files(question.pid), answer);
    if (!send_answer(socket, answer, file)) ::_exit(0);
  }
}

struct Answered {
  Answer answer;
  OwnedFd file;
};

Result<Answered> ask(int socket, const Question& question) {
  Answered answered;
  iovec what{&answered.answer, sizeof answered.answer};
  alignas(cmsghdr) char room[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &what;
  message.msg_iovlen = 1;
  message.msg_control = room;
  message.msg_controllen = sizeof room;
  if (::send(socket, &question, sizeof question, MSG_NOSIGNAL) != sizeof question ||
      ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != sizeof answered.answer) {
    return fail(Code::kPermanent,
                "the process that reads which programs run has ended; nothing can be recorded");
  }
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header != nullptr && header->cmsg_type == SCM_RIGHTS) {
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(header), sizeof fd);
    answered.file = OwnedFd(fd);
  }
  Answer& answer = answered.answer;
  answer.text[sizeof answer.text - 1] = '\0';
  if (answer.code < 0) return answered;
  return Failure(
      Error{static_cast<Code>(std::min(answer.code, static_cast<std::int32_t>(Code::kFull))), answer.text});
}

Result<RunningProgram> ask_running(int socket, int pid) {
  Question question;
  question.pid = pid;
  TRY_ASSIGN(const Answered answered, ask(socket, question));
  const Answer& answer = answered.answer;
  return RunningProgram{{answer.device, answer.inode},
                        answer.text,
                        answer.at_terminal != 0,
                        answer.is_traced != 0,
                        answer.parent};
}

OpenedProgram ask_open(int socket, const Path& exe) {
  const std::string& path = exe.native();
  Question question;
  question.kind = Question::kOpen;
  if (path.size() >= sizeof question.path)
    return {{}, ProgramFault{ProgramFault::kMissing, "the path is too long"}};
  std::memcpy(question.path, path.c_str(), path.size());
  Result<Answered> answered = ask(socket, question);
  if (!answered) return {{}, ProgramFault{ProgramFault::kMissing, answered.error().message}};
  if (answered->answer.fault < 0 && answered->file) return {std::move(answered->file), std::nullopt};
  const auto kind = std::clamp(answered->answer.fault, std::int32_t{ProgramFault::kMissing},
                               std::int32_t{ProgramFault::kWritable});
  return {{}, ProgramFault{static_cast<ProgramFault::Kind>(kind), answered->answer.text}};
}

Status ask_only(int socket, Question::Kind kind, int pid) {
  Question question;
  question.kind = kind;
  question.pid = pid;
  TRY(ask(socket, question));
  return {};
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
  set_program_source({[ours](int pid) { return ask_running(ours->get(), pid); },
                      [ours](const Path& exe) { return ask_open(ours->get(), exe); },
                      [ours](int pid) { return ask_only(ours->get(), Question::kOnlySystemCode, pid); },
                      [ours](int pid) { return ask_only(ours->get(), Question::kOnlySystemFiles, pid); }});
  return {};
}

}  // namespace insyn
