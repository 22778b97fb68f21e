#include "program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/check.h"

namespace insyn::cli {
namespace {

struct Pipe {
  Pipe() { CHECK(::pipe2(ends.data(), O_CLOEXEC) == 0); }
  void close_end(std::size_t end) {
    if (ends[end] >= 0) ::close(ends[end]);
    ends[end] = -1;
  }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  std::array<int, 2> ends{};
};

// What the programs keep in the user's state folder is the tests' own, unless one says where.
void have_a_state_folder() {
  static const Folder folder;
  ::setenv("XDG_STATE_HOME", folder.path("state").c_str(), 0);
}

pid_t spawn(const std::vector<std::string>& arguments, const std::string& program, int out, int err) {
  have_a_state_folder();
  const std::string path = (Path(INSYN_BIN_DIR) / program).string();
  std::vector<char*> pointers = {const_cast<char*>(path.c_str())};
  for (const std::string& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (out >= 0) posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  if (err >= 0) posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
  pid_t pid = -1;
  const int failed = ::posix_spawn(&pid, path.c_str(), &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  CHECK(failed == 0);
  return pid;
}

int exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

int wait_for(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0) CHECK(errno == EINTR);
  return exit_code(status);
}

// Whether there may be more.
bool read_some(int fd, std::string& text) {
  std::array<char, 4096> buffer{};
  const ssize_t got = ::read(fd, buffer.data(), buffer.size());
  if (got > 0) text.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0;
}

}  // namespace

Ran run(const std::vector<std::string>& arguments, const std::string& program) {
  Pipe out;
  Pipe err;
  const pid_t pid = spawn(arguments, program, out.ends[1], err.ends[1]);
  out.close_end(1);
  err.close_end(1);
  Ran ran;
  std::array<pollfd, 2> wait = {{{out.ends[0], POLLIN, 0}, {err.ends[0], POLLIN, 0}}};
  while (wait[0].fd >= 0 || wait[1].fd >= 0) {
    if (::poll(wait.data(), wait.size(), -1) < 0) continue;
    if (wait[0].revents != 0 && !read_some(out.ends[0], ran.out)) wait[0].fd = -1;
    if (wait[1].revents != 0 && !read_some(err.ends[0], ran.err)) wait[1].fd = -1;
  }
  ran.code = wait_for(pid);
  return ran;
}

Running::Running(const std::vector<std::string>& arguments, const std::string& program) {
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  pid_ = spawn(arguments, program, nowhere, nowhere);
  ::close(nowhere);
}

Running::~Running() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  wait_for(pid_);
}

bool Running::ended() {
  int status = 0;
  if (pid_ >= 0 && ::waitpid(pid_, &status, WNOHANG) == pid_) {
    code_ = exit_code(status);
    pid_ = -1;
  }
  return pid_ < 0;
}

void Running::signal(int number) const {
  if (pid_ >= 0) ::kill(pid_, number);
}

int Running::wait() {
  if (pid_ >= 0) code_ = wait_for(std::exchange(pid_, -1));
  return code_;
}

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "insyn-cli-XXXXXX").string();
  CHECK(::mkdtemp(name.data()) != nullptr);
  folder_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::vector<std::string> Folder::names() const { return list_folder(folder_, 1000).value(); }

std::string read_all(const std::string& path) {
  const std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

void write_all(const std::string& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

unsigned mode_of(const std::string& path) {
  struct stat facts {};
  return ::stat(path.c_str(), &facts) == 0 ? facts.st_mode & 0777U : 0;
}

bool exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

}  // namespace insyn::cli
