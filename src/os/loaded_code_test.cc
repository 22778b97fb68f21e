// A child with a library, or an environment, that may or may not load code into it.
#include "os/loaded_code.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "os/file.h"

namespace insyn {
namespace {

// Runs /bin/sleep, in this environment, until it is killed.
class Sleeper {
 public:
  explicit Sleeper(const std::vector<std::string>& environment) {
    int told[2];
    if (::pipe2(told, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    child_ = ::fork();
    if (child_ == 0) {
      std::vector<char*> variables;
      for (const std::string& one : environment) variables.push_back(const_cast<char*>(one.c_str()));
      variables.push_back(nullptr);
      char name[] = "sleep", time[] = "60";
      char* arguments[] = {name, time, nullptr};
      ::execve("/bin/sleep", arguments, variables.data());
      ::_exit(1);
    }
    ::close(told[1]);
    char byte = 0;
    // Closed by execve.
    while (::read(told[0], &byte, 1) > 0) {
    }
    ::close(told[0]);
    // Loaded once it sleeps.
    for (int i = 0; i < 1000; ++i) {
      std::ifstream call(fmt::format("/proc/{}/syscall", child_));
      std::string number;
      call >> number;
      if (number == "35" || number == "230" || number == "115" || number == "101") return;
      ::usleep(2000);
    }
  }
  ~Sleeper() {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }
  int pid() const { return child_; }

 private:
  pid_t child_ = -1;
};

TEST(LoadedCode, AProgramWithTheSystemsLibrariesIsFine) {
  const Sleeper sleeper({"PATH=/usr/bin", "LD_PRELOAD="});
  const Status only = read_only_system_code(sleeper.pid());
  EXPECT_TRUE(only) << only.error().message;
}

TEST(LoadedCode, AVariableThatLoadsCodeIsNamed) {
  for (const char* name : {"LD_PRELOAD", "LD_AUDIT", "LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "GCONV_PATH"}) {
    const Sleeper sleeper({"PATH=/usr/bin", std::string(name) + "=/nowhere/x.so"});
    const Status only = read_only_system_code(sleeper.pid());
    ASSERT_FALSE(only) << name;
    EXPECT_EQ(only.error().code, Code::kDenied);
    EXPECT_NE(only.error().message.find(name), std::string::npos);
  }
}

// In this very process, for which its own file may be anywhere.
class MappedFile : public testing::Test {
 protected:
  MappedFile() { std::filesystem::create_directory(folder_); }
  ~MappedFile() override {
    if (memory_ != MAP_FAILED) ::munmap(memory_, 4096);
    std::filesystem::remove_all(folder_);
  }
  void map(int rights) {
    std::ofstream(folder_ / "x.so") << std::string(4096, 'x');
    const int fd = ::open((folder_ / "x.so").c_str(), O_RDONLY);
    memory_ = ::mmap(nullptr, 4096, rights, MAP_PRIVATE, fd, 0);
    ::close(fd);
    ASSERT_NE(memory_, MAP_FAILED);
  }
  // Of a child that has the same mappings, and an environment that loads nothing.
  static Status look() { return read_only_system_code(::getpid()); }
  void* memory_ = MAP_FAILED;
  Path folder_ = std::filesystem::temp_directory_path() / ("insyn-loaded-" + to_hex(random_bytes(8)));
};

TEST_F(MappedFile, OutsideTheSystemsFoldersIsNamed) {
  map(PROT_READ | PROT_EXEC);
  const Status only = look();
  ASSERT_FALSE(only);
  EXPECT_NE(only.error().message.find("x.so"), std::string::npos) << only.error().message;
  std::filesystem::remove(folder_ / "x.so");
  EXPECT_NE(look().error().message.find("removed"), std::string::npos);
}

TEST_F(MappedFile, ThatIsOnlyReadIsFine) {
  map(PROT_READ);
  const Status only = look();
  EXPECT_TRUE(only) << only.error().message;
}

TEST(LoadedCode, AProcessWithAnotherViewOfTheFilesIsRefused) {
  int told[2];
  ASSERT_EQ(::pipe(told), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const char done = ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 ? 1 : 0;
    (void)!::write(told[1], &done, 1);
    ::pause();
    ::_exit(0);
  }
  char done = 0;
  ASSERT_EQ(::read(told[0], &done, 1), 1);
  const Status only = read_only_system_code(child);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  if (done == 0) GTEST_SKIP() << "no namespaces here";
  EXPECT_FALSE(only);
}

TEST(LoadedCode, WhatIsHandedOnLoadsNothing) {
  const std::vector<std::string> environment = {
      "DISPLAY=:7", "LD_PRELOAD=/x.so",   "QT_PLUGIN_PATH=/x",
      "PATH=/x",    "LC_ALL=sv_SE.UTF-8", "XDG_RUNTIME_DIR=/run/user/1",
      "SECRET=1"};
  EXPECT_TRUE(loads_code(environment));
  const std::vector<std::string> kept = without_loaded_code(environment);
  EXPECT_FALSE(loads_code(kept));
  const std::vector<std::string> wanted = {"PATH=/usr/local/bin:/usr/bin:/bin", "DISPLAY=:7",
                                           "LC_ALL=sv_SE.UTF-8", "XDG_RUNTIME_DIR=/run/user/1"};
  EXPECT_EQ(kept, wanted);
}

}  // namespace
}  // namespace insyn
