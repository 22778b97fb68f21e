// What decodes files of others' making is in a sandbox before it reads one.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "cli/audio/convert_file.h"
#include "os/file.h"

namespace insyn::cli {
namespace {

constexpr int kKilled = 128 + SIGSYS;
constexpr int kNotRead = 97;

class ConvertFile : public testing::Test {
 protected:
  ConvertFile() {
    EXPECT_TRUE(write_file(input_, view_of("RIFF no sound"), Access::kOwnerOnly, IfExists::kRefuse));
  }
  ~ConvertFile() override { std::filesystem::remove(input_); }
  // What `act` returns in a process that has tried to convert the file.
  int after(const std::function<int()>& act) const {
    const pid_t child = ::fork();
    if (child == 0) {
      const int in = ::open(input_.c_str(), O_RDONLY), out = ::open("/dev/null", O_WRONLY);
      ::dup2(in, STDIN_FILENO);
      ::dup2(out, STDOUT_FILENO);
      ::dup2(out, STDERR_FILENO);
      Console console;
      const Status done = convert_file({}, console);
      // The file was looked at, and is none.
      if (done || done.error().code != Code::kDenied) ::_exit(kNotRead);
      ::_exit(act());
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }
  const Path input_ = std::filesystem::temp_directory_path() / ("insyn-convert-" + to_hex(random_bytes(8)));
};

TEST_F(ConvertFile, ItHasNoNetworkAndNoOtherProgramByThen) {
  for (const int family : {AF_INET, AF_INET6, AF_NETLINK})
    EXPECT_EQ(after([&] { return ::socket(family, SOCK_STREAM, 0) < 0 ? 1 : 0; }), kKilled);
  EXPECT_EQ(after([] {
              char name[] = "true";
              char* arguments[] = {name, nullptr};
              return ::execv("/bin/true", arguments);
            }),
            kKilled);
}

TEST_F(ConvertFile, ItOpensNoFileByThen) {
  // Where the kernel has Landlock, as those have on which Insyn is tested.
  EXPECT_EQ(after([] { return ::open("/etc/passwd", O_RDONLY) >= 0 ? 0 : errno; }), EACCES);
  EXPECT_EQ(after([this] { return ::open(input_.c_str(), O_RDONLY) >= 0 ? 0 : errno; }), EACCES);
  EXPECT_EQ(
      after([] { return ::open("/tmp/insyn-convert-made", O_WRONLY | O_CREAT, 0600) >= 0 ? 0 : errno; }),
      EACCES);
}

// Not a byte of the file is read before it is.
TEST_F(ConvertFile, ItIsInItsSandboxBeforeItReads) {
  const Path trace = input_.string() + ".trace";
  const std::string command = fmt::format("{} -f -o {} {}/insyn-audio --most 1000 <{} >/dev/null 2>&1",
                                          INSYN_STRACE, trace.string(), INSYN_BIN_DIR, input_.string());
  EXPECT_NE(std::system(command.c_str()), 0);
  const std::string calls = read_text(trace, std::size_t{16} << 20).value();
  std::filesystem::remove(trace);
  const std::size_t read = calls.find("pread64(0,");
  ASSERT_NE(read, std::string::npos);
  const std::string before = calls.substr(0, read);
  EXPECT_NE(before.find("landlock_restrict_self("), std::string::npos);
  EXPECT_NE(before.find("SECCOMP_FILTER_FLAG_TSYNC_ESRCH, {len="), std::string::npos)
      << "no filter of system calls";
  EXPECT_EQ(calls.find("openat(", read), std::string::npos) << "a file is opened after that";
}

TEST_F(ConvertFile, WhatIsNoFileIsRefused) {
  const pid_t child = ::fork();
  if (child == 0) {
    int ends[2];
    if (::pipe(ends) != 0) ::_exit(2);
    ::dup2(ends[0], STDIN_FILENO);
    Console console;
    ::_exit(convert_file({}, console) ? 0 : 1);
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 1);
}

}  // namespace
}  // namespace insyn::cli
