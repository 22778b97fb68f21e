// insyn-signer as a program: who is answered, what it does without its journal, and who has the device's key.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "note/public_keys.h"
#include "os/helper_process.h"
#include "os/loaded_code.h"
#include "os/process.h"
#include "signer/client/signer_client.h"
#include "support/program.h"
#include "support/temp_folder.h"
#include "support/until.h"
#include "usage/usage_journal.h"

namespace insyn {
namespace {

class SignerProgram : public testing::Test {
 protected:
  SignerProgram() {
    EXPECT_TRUE(write_file(folder_ / "device.sign", view_of(device_.secret_text()), Access::kOwnerOnly,
                           IfExists::kRefuse));
    std::filesystem::create_directories(journal());
    EXPECT_TRUE(usage::UsageJournal::create(journal(), device_));
  }

  Path journal() const { return usage::journal_folder(folder_ / "journals", device_.verifier()); }
  Path socket() const { return folder_ / "socket"; }
  // `recorder`: who may ask.
  void start(const Path& recorder) {
    program_.emplace(folder_.path(),
                     std::vector<std::string>{(Path(INSYN_BIN_DIR) / "insyn-signer").string(), "--device",
                                              (folder_ / "device.sign").string(), "--journal",
                                              (folder_ / "journals").string(), "--socket", socket().string(),
                                              "--recorder", recorder.string()});
    support::until("the signer",
                   [&] { return program_->ended() || program_->err().find("ready") != std::string::npos; });
  }
  static Path this_program() { return std::filesystem::read_symlink("/proc/self/exe"); }

  support::TempFolder folder_;
  note::Signer device_ = note::Signer::generate("desk-12").value();
  std::optional<support::Program> program_;
};

TEST_F(SignerProgram, AnswersTheRecordersProgramAndNoOther) {
  start(this_program());
  const auto client = signer::SignerClient::installed(socket(), folder_.path());
  ASSERT_TRUE(client) << client.error().message << program_->err();
  EXPECT_EQ((*client)->device(), device_.verifier());
  program_.reset();
  start(Path(INSYN_BIN_DIR) / "insyn-recorder");
  const auto refused = signer::SignerClient::installed(socket(), folder_.path());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("does not answer"), std::string::npos) << refused.error().message;
}

// A program connects, hands the connection on and becomes the recorder: who then asks is another process.
TEST_F(SignerProgram, AConnectionThatIsHandedOnIsWorthNothing) {
  start(this_program());
  auto connected = LocalSocket::connect(socket(), Peers::kAnyUser).value();
  std::uint8_t greeting[100];
  ASSERT_TRUE(wait_until_readable(connected.fd(), std::chrono::seconds(5)));
  const std::size_t greeted = connected.receive(greeting).bytes;
  const pid_t other = ::fork();
  if (other == 0) {
    const bool sent = connected.send(ByteView(greeting, greeted));
    // Closed already, perhaps, by what was sent first.
    (void)connected.send(signer::framed(signer::encode(signer::Hello{})));
    std::uint8_t answer[100];
    const bool readable = wait_until_readable(connected.fd(), std::chrono::seconds(5));
    ::_exit(sent && readable && connected.receive(answer).closed ? 0 : 1);
  }
  int status = -1;
  ::waitpid(other, &status, 0);
  EXPECT_EQ(status, 0);
}

// What some of the next tests run: a program of its own that asks at once. Its ending tells whether it was
// answered.
TEST(AsksAtOnce, DISABLED_AsAProgramOfItsOwn) {
  const char* socket = std::getenv("INSYN_SIGNER_SOCKET");
  ASSERT_NE(socket, nullptr);
  EXPECT_TRUE(signer::SignerClient::installed(socket, "/nowhere"));
}

class AskingProgram {
 public:
  AskingProgram(const Path& program, const Path& socket, const std::string& more) : program_(program) {
    environment_ = own_environment();
    environment_.push_back("INSYN_SIGNER_SOCKET=" + socket.string());
    if (!more.empty()) environment_.push_back(more);
  }
  // In a child; does not return.
  void run() const {
    replace_program(program_,
                    {"--gtest_filter=AsksAtOnce.*", "--gtest_also_run_disabled_tests", "--gtest_brief=1"},
                    environment_);
    ::_exit(9);
  }
  int ending() const {
    const pid_t child = ::fork();
    if (child == 0) run();
    int status = -1;
    ::waitpid(child, &status, 0);
    return WEXITSTATUS(status);
  }

 private:
  Path program_;
  std::vector<std::string> environment_;
};

TEST_F(SignerProgram, ARecorderWithALibraryPutIntoItIsNotAnswered) {
  start(this_program());
  EXPECT_EQ(AskingProgram(this_program(), socket(), "").ending(), 0);
  EXPECT_EQ(AskingProgram(this_program(), socket(), "LD_PRELOAD=" INSYN_PRELOADED).ending(), 1);
  EXPECT_NE(program_->err().find("has loaded"), std::string::npos) << program_->err();
}

// Whoever starts the recorder under ptrace can make it ask for anything.
TEST_F(SignerProgram, ARecorderThatIsTracedIsNotAnswered) {
  start(this_program());
  const pid_t child = ::fork();
  if (child == 0) {
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    AskingProgram(this_program(), socket(), "").run();
  }
  int status = 0;
  while (::waitpid(child, &status, 0) == child && WIFSTOPPED(status)) {
    const int signal = WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
    ::ptrace(PTRACE_CONT, child, nullptr, signal);
  }
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 1);
  EXPECT_NE(program_->err().find("traces it"), std::string::npos) << program_->err();
}

// A program connects, asks, and becomes the recorder before the signer has looked at it; another one that it
// has started reads the answer.
TEST_F(SignerProgram, WhatWasAskedBeforeTheSignerLookedIsNotAnswered) {
  const Path recorder = std::filesystem::canonical("/bin/sleep");
  start(recorder);
  auto answer = LocalSocket::pair().value();
  ::kill(program_->pid(), SIGSTOP);
  const pid_t asks = ::fork();
  if (asks == 0) {
    const LocalSocket connected = LocalSocket::connect(socket(), Peers::kAnyUser).value();
    (void)connected.send(signer::framed(signer::encode(signer::Hello{})));
    const pid_t self = ::getpid();
    if (::fork() != 0) {
      ::fcntl(connected.fd(), F_SETFD, 0);
      (void)replace_program(recorder, {"60"});
      ::_exit(9);
    }
    const FileIdentity sleep = identity_of_file(recorder).value();
    support::until("the other program",
                   [&] { return identity_of_file(fmt::format("/proc/{}/exe", self)) == sleep; });
    ::kill(program_->pid(), SIGCONT);
    std::uint8_t buffer[1000];
    std::string all;
    for (bool closed = false; !closed && wait_until_readable(connected.fd(), std::chrono::seconds(5));) {
      const LocalSocket::Received got = connected.receive(buffer);
      all += text_of(ByteView(buffer, got.bytes));
      closed = got.closed;
    }
    (void)answer.second.send(view_of(all.empty() ? "-" : all));
    ::_exit(0);
  }
  ASSERT_TRUE(wait_until_readable(answer.first.fd(), std::chrono::seconds(20)));
  ::kill(asks, SIGKILL);
  ::waitpid(asks, nullptr, 0);
  std::uint8_t buffer[1000];
  const std::string told(text_of(ByteView(buffer, answer.first.receive(buffer).bytes)));
  EXPECT_GT(told.size(), signer::kGreetingSize) << "it was not even looked at";
  EXPECT_EQ(told.find("desk-12"), std::string::npos) << "it was told whose key this is";
}

TEST_F(SignerProgram, WithoutItsJournalItDoesNotStart) {
  std::filesystem::remove(journal() / usage::kJournal);
  start(this_program());
  EXPECT_EQ(program_->wait(), 1);
  EXPECT_NE(program_->err().find("how many calls were recorded cannot be told"), std::string::npos)
      << program_->err();
}

TEST_F(SignerProgram, ConnectionsThatSayHalfARequestKeepNobodyElseWaiting) {
  start(this_program());
  std::vector<LocalSocket> half;
  for (int i = 0; i < 40; ++i) {
    half.push_back(LocalSocket::connect(socket(), Peers::kAnyUser).value());
    (void)half.back().send(view_of("\x09"));
  }
  EXPECT_TRUE(signer::SignerClient::installed(socket(), folder_.path()));
}

}  // namespace
}  // namespace insyn
