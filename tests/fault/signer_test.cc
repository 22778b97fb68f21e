// insyn-signer as a program: who is answered, what it does without its journal, and who has the device's key.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "note/public_keys.h"
#include "os/helper_process.h"
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
  const pid_t other = ::fork();
  if (other == 0) {
    const bool sent = connected.send(signer::framed(signer::encode(signer::Hello{})));
    std::uint8_t answer[100];
    const bool readable = wait_until_readable(connected.fd(), std::chrono::seconds(5));
    ::_exit(sent && readable && connected.receive(answer).closed ? 0 : 1);
  }
  int status = -1;
  ::waitpid(other, &status, 0);
  EXPECT_EQ(status, 0);
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
