// What the kernel saw of a recorder at work: no socket but local ones, no other program.
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <sstream>

#include "support/service.h"

namespace insyn {
namespace {

std::string content(const Path& path) { return read_text(path, std::size_t{256} << 20).value(); }

TEST(Network, ARecorderAtWorkOpensLocalSocketsOnlyAndRunsNothing) {
  ASSERT_STRNE(INSYN_STRACE, "INSYN_STRACE-NOTFOUND");
  support::Desk desk;
  desk.open_support_window();
  support::Service service(desk);
  const Path log = desk.folder / "calls";
  const std::string traced =
      "trace=socket,socketpair,connect,bind,execve,execveat,seccomp,prctl,landlock_restrict_self";
  service.start(desk.terms(), {INSYN_STRACE, "-f", "-qq", "-e", traced, "-o", log.string()});
  const Path recording = service.begin("4711");
  EXPECT_EQ(service.call({"pause"}).code, 0);
  EXPECT_EQ(service.call_at_terminal({"unpause"}).code, 0);
  support::Service::wait_for_next_chunk(recording);
  EXPECT_EQ(service.call({"end", "4711"}).code, 0);
  std::istringstream first(content(log));
  pid_t pid = 0;
  first >> pid;
  ASSERT_GT(pid, 0);
  ::kill(pid, SIGTERM);
  EXPECT_EQ(service.program().wait(), 0) << service.program().err();

  int sockets = 0, programs = 0, filters = 0;
  std::istringstream lines(content(log));
  for (std::string line; std::getline(lines, line);) {
    const bool makes =
        line.find("socket(") != std::string::npos || line.find("socketpair(") != std::string::npos;
    if (makes) {
      ++sockets;
      EXPECT_NE(line.find("(AF_UNIX"), std::string::npos) << line;
    }
    EXPECT_EQ(line.find("AF_INET"), std::string::npos) << line;
    EXPECT_EQ(line.find("AF_NETLINK"), std::string::npos) << line;
    programs += line.find("exec") != std::string::npos ? 1 : 0;
    filters += line.find("SECCOMP_SET_MODE_FILTER") != std::string::npos ||
                       line.find("PR_SET_SECCOMP") != std::string::npos
                   ? 1
                   : 0;
  }
  EXPECT_GE(sockets, 2);
  EXPECT_EQ(programs, 1) << "the recorder itself, by strace";
  EXPECT_GE(filters, 2) << "the recorder's and that of the process that looks at programs";
}

// Code that takes the recorder over finds no key that makes recordings.
TEST(Network, TheRecordersOwnProcessNeverOpensTheDevicesKey) {
  support::Desk desk;
  desk.open_support_window();
  support::Service service(desk);
  const Path log = desk.folder / "calls";
  service.start(desk.terms(), {INSYN_STRACE, "-f", "-qq", "-e", "trace=openat,open", "-o", log.string()});
  service.begin("4711");
  EXPECT_EQ(service.call({"end", "4711"}).code, 0);
  std::istringstream lines(content(log));
  std::string recorder;
  int opened = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::string process = line.substr(0, line.find(' '));
    if (recorder.empty()) recorder = process;
    if (line.find("device.sign\"") == std::string::npos) continue;
    ++opened;
    EXPECT_NE(process, recorder) << line;
  }
  EXPECT_GE(opened, 1);
  ::kill(std::stoi(recorder), SIGTERM);
  EXPECT_EQ(service.program().wait(), 0) << service.program().err();
}

// A recording from a terminal is in the same sandbox, by the kernel's word.
TEST(Network, ARecordingFromATerminalIsInTheSameSandbox) {
  support::Desk desk;
  desk.open_support_window();
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  std::ifstream file(Path("/proc") / std::to_string(recorder->program().pid()) / "status");
  const std::string status{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  EXPECT_NE(status.find("\nSeccomp:\t2\n"), std::string::npos) << status;
  EXPECT_NE(status.find("\nNoNewPrivs:\t1\n"), std::string::npos) << status;
  recorder->stop();
}

}  // namespace
}  // namespace insyn
