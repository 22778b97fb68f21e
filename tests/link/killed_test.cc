// The link is killed, or the power goes, before each of its changes to the disk: nothing is lost, nothing is
// removed without a receipt that proves, and the next link ends what was begun.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "link/link_desk.h"
#include "recording/store/recording.h"
#include "recording/verify/verify.h"
#include "recording/writer/faulty_disk.h"

namespace insyn::link_test {
namespace {

namespace disk = recording::faulty_disk;
using disk::Loss;

constexpr int kDone = 0;
constexpr int kMostCalls = 500;

class Killed : public ::testing::TestWithParam<Loss> {
 protected:
  // A link works until its change number `call`; whether it came that far.
  bool is_killed_at(int call) {
    const pid_t child = ::fork();
    if (child == 0) {
      disk::watch(desk_.folder.path());
      disk::interrupt_at(call, GetParam());
      const auto link = desk_.start();
      for (int time = 0; time < 3; ++time) (void)link->uploads.turn();
      ::_exit(kDone);
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status)) << status;
    EXPECT_TRUE(WEXITSTATUS(status) == kDone || WEXITSTATUS(status) == disk::kInterrupted);
    return WEXITSTATUS(status) == disk::kInterrupted;
  }
  bool is_whole(const std::string& id) const {
    const auto recording = recording::Recording::read(desk_.spool() / id);
    if (!recording) return false;
    const auto verified =
        recording::verify(*recording, recording->files(), desk_.workstation().device().verifier());
    return verified && verified->intact() && verified->closed;
  }
  // What is remembered is true, and what is gone was to go.
  void expect_nothing_lost(const std::string& id, int call) {
    const auto remembered = link::Memory(desk_.data() / "recordings").of(id);
    ASSERT_TRUE(remembered) << call;
    const bool stored = desk_.centre.stored().contains(id);
    if (remembered->received) {
      EXPECT_TRUE(stored) << call;
      EXPECT_TRUE(parse_receipt(remembered->receipt)) << call;
    }
    if (!remembered->leaving) {
      EXPECT_TRUE(is_whole(id)) << call;
    } else {
      EXPECT_TRUE(remembered->received && stored) << call;
    }
  }
  void let_it_end() {
    const auto link = desk_.start();
    for (int time = 0; time < 5; ++time) (void)link->uploads.turn();
  }

  LinkDesk desk_;
};

TEST_P(Killed, DuringAnUpload) {
  int call = 0;
  for (bool killed = true; killed && call < kMostCalls; ++call) {
    const std::string id = desk_.call({.bytes = 10'000, .chunks = 2});
    const std::string bundle = desk_.bundle(id);
    killed = is_killed_at(call);
    expect_nothing_lost(id, call);
    let_it_end();
    EXPECT_TRUE(link::Memory(desk_.data() / "recordings").of(id).value().received) << call;
    EXPECT_TRUE(desk_.centre.stored()[id] == bundle) << call;
    std::filesystem::remove_all(desk_.spool() / id);
  }
  EXPECT_GT(call, 10);
  EXPECT_LT(call, kMostCalls);
}

TEST_P(Killed, DuringARemoval) {
  int call = 0;
  for (bool killed = true; killed && call < kMostCalls; ++call) {
    const std::string id = desk_.call({.bytes = 10'000, .chunks = 2});
    let_it_end();
    ASSERT_TRUE(is_whole(id));
    desk_.clock.move(std::chrono::days(8));
    killed = is_killed_at(call);
    expect_nothing_lost(id, call);
    // Where the power took the memory of the receipt along, the seven days begin anew.
    let_it_end();
    desk_.clock.move(std::chrono::days(8));
    let_it_end();
    EXPECT_FALSE(desk_.has(id)) << call;
    EXPECT_TRUE(desk_.centre.stored().contains(id)) << call;
    desk_.clock.move(-std::chrono::days(16));
    // What is remembered of the calls before would be read in each of the next ones.
    ASSERT_TRUE(link::Memory(desk_.data() / "recordings").forget(id));
  }
  EXPECT_GT(call, 15);
  EXPECT_LT(call, kMostCalls);
}

INSTANTIATE_TEST_SUITE_P(Losses, Killed, ::testing::Values(Loss::kNothing, Loss::kNames, Loss::kHalf),
                         [](const auto& loss) {
                           return loss.param == Loss::kNothing ? "killed"
                                  : loss.param == Loss::kNames ? "names"
                                                               : "half";
                         });

}  // namespace
}  // namespace insyn::link_test
