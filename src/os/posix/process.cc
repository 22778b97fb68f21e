#include "os/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "os/loaded_code.h"
#include "os/memory_file.h"
#include "os/running_program.h"

namespace insyn {
namespace {

bool readable(int fd) {
  pollfd wait{fd, POLLIN, 0};
  return ::poll(&wait, 1, 0) == 1;
}

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<char*> argument_pointers(const Path& program, const std::vector<std::string>& arguments) {
  std::vector<char*> pointers = pointers_to(arguments);
  pointers.insert(pointers.begin(), const_cast<char*>(program.c_str()));
  return pointers;
}

}  // namespace

Result<FileIdentity> identity_of_file(const Path& path) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) return os_error("cannot inspect", path.string());
  return FileIdentity{facts.st_dev, facts.st_ino};
}

Result<HeldFile> HeldFile::open(const Path& path) {
  OwnedFd fd(::open(path.c_str(), O_PATH | O_CLOEXEC));
  struct stat facts {};
  if (!fd || ::fstat(fd.get(), &facts) != 0) return os_error("cannot inspect", path.string());
  return HeldFile(std::move(fd), FileIdentity{facts.st_dev, facts.st_ino});
}

Result<ProcessHandle> ProcessHandle::open(int pid) {
  OwnedFd fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  if (!fd) return os_error("cannot open process", std::to_string(pid));
  ProcessHandle process(pid, std::move(fd));
  TRY(process.program());
  return process;
}

bool ProcessHandle::ended() const { return readable(fd_.get()); }

Result<FileIdentity> ProcessHandle::program() const {
  const Result<RunningProgram> program = program_source().running(pid_);
  // In this order: the process is still alive after its program was read, so its number was not reused.
  if (ended()) return fail(Code::kTransient, "process {} has ended", pid_);
  if (!program) return Failure(program.error());
  return program->identity;
}

std::string ProcessHandle::program_path() const {
  const Result<RunningProgram> program = program_source().running(pid_);
  return program ? program->path : "(unknown program)";
}

bool ProcessHandle::at_terminal() const {
  const Result<RunningProgram> program = program_source().running(pid_);
  return program && program->at_terminal && !ended();
}

bool ProcessHandle::is_traced() const {
  const Result<RunningProgram> program = program_source().running(pid_);
  return !program || program->is_traced || ended();
}

Status forbid_memory_dumps() {
  const rlimit none{0, 0};
  if (::setrlimit(RLIMIT_CORE, &none) != 0) return os_error("cannot switch off", "core dumps");
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return os_error("cannot switch off", "memory dumps");
  return {};
}

Result<StopRequest> StopRequest::install() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
  if (::sigprocmask(SIG_BLOCK, &signals, nullptr) != 0) return os_error("cannot wait for", "stop signals");
  OwnedFd fd(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!fd) return os_error("cannot wait for", "stop signals");
  return StopRequest(std::move(fd));
}

bool StopRequest::asked() const { return readable(fd_.get()); }

bool is_terminal(int fd) { return ::isatty(fd) == 1; }

std::string host_name() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

Result<Path> program_folder() {
  std::error_code error;
  const Path self = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return fail(Code::kPermanent, "cannot find this program's own folder: {}", error.message());
  return self.parent_path();
}

Failure replace_program(const Path& program, const std::vector<std::string>& arguments) {
  return replace_program(program, arguments, own_environment());
}

Failure replace_program(const Path& program, const std::vector<std::string>& arguments,
                        const std::vector<std::string>& environment) {
  ::execve(program.c_str(), argument_pointers(program, arguments).data(), pointers_to(environment).data());
  return os_error("cannot start", program.string());
}

Result<int> start_with_socket(const Path& program, const std::vector<std::string>& arguments,
                              const std::vector<std::string>& environment, int socket) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, socket, 3);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  for (const int said : {STDOUT_FILENO, STDERR_FILENO})
    posix_spawn_file_actions_addopen(&actions, said, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  // A process group of its own: Ctrl-C must end the recording first, while its windows are still marked.
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  pid_t child = 0;
  const int error =
      ::posix_spawn(&child, program.c_str(), &actions, &attributes,
                    argument_pointers(program, arguments).data(), pointers_to(environment).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    errno = error;
    return os_error("cannot start", program.string());
  }
  return child;
}

Result<int> run_program(const Path& program, const std::vector<std::string>& arguments) {
  // Ctrl-C must stop the child even if this program has blocked the signal for its StopRequest.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t child = 0;
  const int error = ::posix_spawn(&child, program.c_str(), nullptr, &attributes,
                                  argument_pointers(program, arguments).data(), environ);
  posix_spawnattr_destroy(&attributes);
  if (error != 0) {
    errno = error;
    return os_error("cannot start", program.string());
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return os_error("cannot wait for", program.string());
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

Result<int> run_program_on(const Path& program, const std::vector<std::string>& arguments,
                           std::string_view input, std::chrono::milliseconds patience) {
  TRY_ASSIGN(const MemoryFile file,
             MemoryFile::holding({reinterpret_cast<const std::uint8_t*>(input.data()), input.size()}));
  const Path from = file.path();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, from.c_str(), O_RDONLY, 0);
  for (const int said : {STDOUT_FILENO, STDERR_FILENO})
    posix_spawn_file_actions_addopen(&actions, said, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t child = 0;
  const int error = ::posix_spawn(&child, program.c_str(), &actions, &attributes,
                                  argument_pointers(program, arguments).data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    errno = error;
    return os_error("cannot start", program.string());
  }
  const OwnedFd handle(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
  pollfd wait{handle.get(), POLLIN, 0};
  const bool in_time = handle && ::poll(&wait, 1, static_cast<int>(patience.count())) == 1;
  if (!in_time) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return os_error("cannot wait for", program.string());
  }
  if (!in_time)
    return fail(Code::kTransient, "{} did not end within {} ms", program.string(), patience.count());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace insyn
