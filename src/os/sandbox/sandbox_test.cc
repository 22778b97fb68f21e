// A child enters the recorder's own sandbox and tries what it forbids.
#include "os/sandbox/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/bpf.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "os/loaded_code.h"
#include "os/process.h"
#include "os/program_file.h"
#include "os/sandbox/program_reader.h"

namespace insyn {
namespace {

constexpr int kNoSandbox = 99;
constexpr int kNoLandlock = 98;
constexpr int kKilled = 128 + SIGSYS;

class SandboxTest : public testing::Test {
 protected:
  SandboxTest() {
    for (const Path& folder : {folder_, folder_ / "mine", folder_ / "read", folder_ / "other"}) {
      EXPECT_TRUE(ensure_private_folder(folder));
      EXPECT_TRUE(append_to_file(folder / "file", view_of("x")));
    }
    rules_.read = {folder_ / "read"};
    rules_.write = {folder_ / "mine"};
  }
  ~SandboxTest() override { std::filesystem::remove_all(folder_); }

  // What `act` returns inside; 128 and the signal's number where it was killed.
  int inside(const std::function<int()>& act, bool needs_landlock = false) const {
    const pid_t child = ::fork();
    if (child == 0) {
      const Result<std::string> entered = enter_sandbox(rules_);
      if (!entered) ::_exit(kNoSandbox);
      if (needs_landlock && !entered->empty()) ::_exit(kNoLandlock);
      ::_exit(act());
    }
    return ending_of(child);
  }
  static int ending_of(pid_t child) {
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }
  static int can_open(const Path& path, int flags) {
    return ::open(path.c_str(), flags, 0600) >= 0 ? 0 : errno;
  }

  Path folder_ = std::filesystem::temp_directory_path() / ("insyn-sandbox-" + to_hex(random_bytes(8)));
  SandboxRules rules_;
};

TEST_F(SandboxTest, ASocketToAnywhereButThisComputerKills) {
  for (const int family : {AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_BLUETOOTH, AF_VSOCK, AF_ALG}) {
    for (const int type : {int{SOCK_STREAM}, int{SOCK_DGRAM}, int{SOCK_RAW}, SOCK_STREAM | SOCK_CLOEXEC}) {
      EXPECT_EQ(inside([&] { return ::socket(family, type, 0) < 0 ? 1 : 0; }), kKilled)
          << family << " " << type;
    }
  }
  EXPECT_EQ(inside([] {
              int ends[2];
              return ::socketpair(AF_TIPC, SOCK_STREAM, 0, ends);
            }),
            kKilled);
}

TEST_F(SandboxTest, ALocalSocketDoesNot) {
  EXPECT_EQ(inside([] { return ::socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? 1 : 0; }), 0);
}

TEST_F(SandboxTest, RunningAProgramKills) {
  EXPECT_EQ(inside([] {
              char name[] = "true";
              char* arguments[] = {name, nullptr};
              return ::execv("/bin/true", arguments);
            }),
            kKilled);
  EXPECT_EQ(inside([] {
              return static_cast<int>(::syscall(SYS_execveat, AT_FDCWD, "/bin/true", nullptr, nullptr, 0));
            }),
            kKilled);
}

TEST_F(SandboxTest, LookingIntoAnotherProcessKills) {
  const pid_t parent = ::getpid();
  EXPECT_EQ(inside([&] { return static_cast<int>(::ptrace(PTRACE_SEIZE, parent, nullptr, nullptr)); }),
            kKilled);
  iovec place{nullptr, 0};
  EXPECT_EQ(inside([&] { return static_cast<int>(::process_vm_readv(parent, &place, 1, &place, 1, 0)); }),
            kKilled);
  EXPECT_EQ(inside([&] { return static_cast<int>(::process_vm_writev(parent, &place, 1, &place, 1, 0)); }),
            kKilled);
  EXPECT_EQ(inside([] { return static_cast<int>(::syscall(SYS_pidfd_getfd, 0, 0, 0)); }), kKilled);
}

TEST_F(SandboxTest, TheWaysAroundItKill) {
  EXPECT_EQ(inside([] { return static_cast<int>(::syscall(SYS_io_uring_setup, 1, nullptr)); }), kKilled);
  EXPECT_EQ(inside([] { return static_cast<int>(::syscall(SYS_bpf, BPF_PROG_LOAD, nullptr, 0)); }), kKilled);
  EXPECT_EQ(inside([] { return static_cast<int>(::syscall(SYS_perf_event_open, nullptr, 0, 0, 0, 0)); }),
            kKilled);
  EXPECT_EQ(inside([] { return ::unshare(CLONE_NEWUSER); }), kKilled);
  EXPECT_EQ(inside([] { return ::setns(0, 0); }), kKilled);
  EXPECT_EQ(inside([] { return static_cast<int>(::syscall(SYS_keyctl, 0, 0, 0, 0, 0)); }), kKilled);
}

TEST_F(SandboxTest, WhatItStartsIsInsideToo) {
  EXPECT_EQ(inside([] {
              const pid_t child = ::fork();
              if (child == 0) ::_exit(::socket(AF_INET, SOCK_STREAM, 0) < 0 ? 1 : 0);
              return ending_of(child) == kKilled ? 0 : 1;
            }),
            0);
}

TEST_F(SandboxTest, ItsMemoryIsDumpedForNobody) {
  EXPECT_EQ(inside([] {
              rlimit limit{1, 1};
              ::getrlimit(RLIMIT_CORE, &limit);
              const bool off = ::prctl(PR_GET_DUMPABLE) == 0 && limit.rlim_cur == 0 && limit.rlim_max == 0;
              return off && ::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? 0 : 1;
            }),
            0);
}

TEST_F(SandboxTest, ItsOwnFilesStayOpenToIt) {
  EXPECT_EQ(inside([&] {
              const bool written = append_to_file(folder_ / "mine" / "file", view_of("y")) &&
                                   create_folder(folder_ / "mine" / "new") &&
                                   rename_folder(folder_ / "mine" / "new", folder_ / "mine" / "old") &&
                                   remove_file(folder_ / "mine" / "file");
              const bool read = read_file(folder_ / "read" / "file", 10).has_value();
              return written && read ? 0 : 1;
            }),
            0);
}

TEST_F(SandboxTest, OtherFilesAreNotOpenToIt) {
  const auto denied = [&](const Path& path, int flags) {
    const int outcome = inside([&] { return can_open(path, flags); }, true);
    EXPECT_TRUE(outcome == EACCES || outcome == kNoLandlock) << path << ": " << outcome;
    if (outcome == kNoLandlock) GTEST_SKIP() << "this kernel has no Landlock";
  };
  denied(folder_ / "other" / "file", O_RDONLY);
  denied(folder_ / "other" / "new", O_WRONLY | O_CREAT);
  denied(folder_ / "read" / "file", O_WRONLY);
  denied(folder_ / "read" / "new", O_WRONLY | O_CREAT);
  denied("/etc/passwd", O_RDONLY);
}

// Landlock takes this question away, and the reader, which was started outside, answers it.
TEST_F(SandboxTest, WhichProgramRunsIsStillKnown) {
  const FileIdentity self = identity_of_file("/proc/self/exe").value();
  const pid_t parent = ::getpid();
  const auto known = [&] {
    const auto process = ProcessHandle::open(parent);
    return process && process->program() == self && process->program_path().ends_with("sandbox_test") ? 0 : 1;
  };
  const int without = inside(known, true);
  EXPECT_TRUE(without == 1 || without == kNoLandlock) << without;
  const pid_t child = ::fork();
  if (child == 0) {
    if (!start_program_reader()) ::_exit(kNoSandbox);
    ::_exit(inside(known));
  }
  EXPECT_EQ(ending_of(child), 0);
}

// Nor can the file of an agreed program be read, which an update may have put in its place.
TEST_F(SandboxTest, AnAgreedProgramIsOpenedForIt) {
  const Path program = std::filesystem::canonical(folder_) / "other" / "file";
  const pid_t child = ::fork();
  if (child == 0) {
    if (!start_program_reader()) ::_exit(kNoSandbox);
    ::_exit(inside([&] {
      const ProgramFile::Found found = ProgramFile::find(program);
      const ProgramFile::Found link = ProgramFile::find("/proc/self/exe");
      const bool refused = link.fault && link.fault->kind == ProgramFault::kLink;
      return found.file && found.file->hash() == sha256(view_of("x")) && refused ? 0 : 1;
    }));
  }
  EXPECT_EQ(ending_of(child), 0);
}

TEST_F(SandboxTest, WhatAProcessHasLoadedIsStillKnown) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (!start_program_reader()) ::_exit(kNoSandbox);
    const pid_t parent = ::getppid();
    ::_exit(inside([&] {
      const Status fine = only_system_code(parent);
      const Status none = only_system_code(1 << 30);
      return fine && !none ? 0 : 1;
    }));
  }
  EXPECT_EQ(ending_of(child), 0);
}

TEST_F(SandboxTest, WhoseProcessHasEndedIsToldSo) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (!start_program_reader()) ::_exit(kNoSandbox);
    const pid_t gone = ::fork();
    if (gone == 0) ::_exit(0);
    ::waitpid(gone, nullptr, 0);
    ::_exit(ProcessHandle::open(gone) ? 1 : 0);
  }
  EXPECT_EQ(ending_of(child), 0);
}

TEST_F(SandboxTest, TheReaderEndsWithTheRecorder) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    // The reader has the pipe too; the recorder is killed as a crash would.
    if (start_program_reader()) ::raise(SIGKILL);
    ::_exit(1);
  }
  ::close(ends[1]);
  EXPECT_EQ(ending_of(child), 128 + SIGKILL);
  char byte = 0;
  EXPECT_EQ(::read(ends[0], &byte, 1), 0);  // waits for ever while one of them lives
  ::close(ends[0]);
}

}  // namespace
}  // namespace insyn
