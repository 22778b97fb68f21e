#include "support/program.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fstream>

#include "base/check.h"
#include "support/until.h"

namespace insyn::support {
namespace {

int exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

std::vector<std::string> merged(const Environment& changes) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (!changes.contains(text.substr(0, text.find('=')))) all.push_back(text);
  }
  for (const auto& change : changes) all.push_back(change.first + "=" + change.second);
  return all;
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> result;
  result.reserve(texts.size() + 1);
  for (const std::string& text : texts) result.push_back(const_cast<char*>(text.c_str()));
  result.push_back(nullptr);
  return result;
}

// The end that a test holds, and the name of the one that a program opens.
OwnedFd new_terminal(std::string& name) {
  OwnedFd fd(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
  char text[100] = {};
  CHECK(fd && ::grantpt(fd.get()) == 0 && ::unlockpt(fd.get()) == 0 &&
        ::ptsname_r(fd.get(), text, sizeof text) == 0);
  name = text;
  return fd;
}

OwnedFd create(const Path& path) {
  OwnedFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600));
  CHECK(fd);
  return fd;
}

}  // namespace

Program::Program(const Path& folder, const std::vector<std::string>& command, const Environment& environment,
                 Input input) {
  static std::atomic<int> number = 0;
  const std::string name = fmt::format("program-{}", ++number);
  out_ = folder / (name + ".out");
  err_ = folder / (name + ".err");
  const OwnedFd out = create(out_), err = create(err_);
  int ends[2];
  CHECK(::pipe2(ends, O_CLOEXEC) == 0);
  const OwnedFd read_end(ends[0]);
  input_ = OwnedFd(ends[1]);
  std::string terminal;
  if (input == Input::kTerminal) input_ = new_terminal(terminal);
  Environment changes = environment;
  // What is kept account of in the user's state folder is the test's own.
  changes.emplace("XDG_STATE_HOME", (folder / "state").string());
  const std::vector<std::string> variables = merged(changes);
  const std::vector<char*> arguments = pointers(command), variable_pointers = pointers(variables);
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  CHECK(pid_ >= 0);
  if (pid_ != 0) return;
  // The test may have blocked signals; whoever is started here is to be stopped by them.
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  if (terminal.empty()) {
    ::dup2(read_end.get(), STDIN_FILENO);
  } else {
    // The first terminal that a session's first process opens is the session's.
    ::setsid();
    ::dup2(::open(terminal.c_str(), O_RDWR), STDIN_FILENO);
    ::tcsetpgrp(STDIN_FILENO, ::getpid());
  }
  ::dup2(out.get(), STDOUT_FILENO);
  ::dup2(err.get(), STDERR_FILENO);
  // A socket at which the test itself listens would go on listening in there.
  ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
  ::execvpe(arguments[0], arguments.data(), variable_pointers.data());
  ::_exit(127);
}

Program::~Program() {
  if (ended()) return;
  ::kill(pid_, SIGKILL);
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
}

void Program::signal(int number) const {
  if (pid_ > 0) ::kill(pid_, number);
}

void Program::write(const std::string& text) const {
  CHECK(::write(input_.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
}

bool Program::ended() {
  int status = 0;
  if (pid_ > 0 && ::waitpid(pid_, &status, WNOHANG) == pid_) {
    code_ = exit_code(status);
    pid_ = -1;
  }
  return pid_ < 0;
}

int Program::wait(std::chrono::seconds patience) {
  until(
      "a program to end", [&] { return ended(); }, patience);
  return code_;
}

std::string Program::out() const { return read_text(out_, std::size_t{64} << 20).value_or(""); }
std::string Program::err() const { return read_text(err_, std::size_t{64} << 20).value_or(""); }

Ran run(const Path& folder, const std::vector<std::string>& command, const Environment& environment,
        Input input) {
  Program program(folder, command, environment, input);
  if (input == Input::kPipe) program.close_input();
  const int code = program.wait(std::chrono::seconds(120));
  return {code, program.out(), program.err()};
}

std::string insyn() { return (Path(INSYN_BIN_DIR) / "insyn").string(); }

std::string status_of(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/status");
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace insyn::support
