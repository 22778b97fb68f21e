// The witness is killed, or the power goes, before each of its changes to the disk: it never forgets what it
// has cosigned, nothing that it had to tell is lost or told twice, and the next one goes on.
#include <sys/wait.h>
#include <unistd.h>

#include "ledger/tiles/edge.h"
#include "recording/writer/faulty_disk.h"
#include "witness/watching.h"

namespace insyn::witness_test {
namespace {

namespace disk = recording::faulty_disk;
using disk::Loss;

constexpr int kDone = 0;
constexpr int kMostCalls = 500;

class Killed : public Watching, public testing::WithParamInterface<Loss> {
 protected:
  // A witness works until its change number `call`; whether it came that far.
  bool is_killed_at(int call) {
    const pid_t child = ::fork();
    if (child == 0) {
      disk::watch(place.folder);
      disk::interrupt_at(call, GetParam());
      start();
      for (int time = 0; time < 2; ++time) (void)look();
      (void)watch->save();
      ::_exit(kDone);
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status)) << status;
    EXPECT_TRUE(WEXITSTATUS(status) == kDone || WEXITSTATUS(status) == disk::kInterrupted) << status;
    return WEXITSTATUS(status) == disk::kInterrupted;
  }
  // Of the checkpoint that the server shows as cosigned; 0 where there is none.
  std::uint64_t cosigned_at_the_server() {
    std::string text;
    (void)centre->database->read([&](server::Transaction& transaction) -> Status {
      TRY_ASSIGN(text, centre->witnesses.cosigned_checkpoint(transaction));
      return {};
    });
    return text.empty() ? 0 : ledger::parse_checkpoint(note::parse(text).value().text).value().size;
  }
};

TEST_P(Killed, AtEachChangeOfTheDisk) {
  ASSERT_TRUE(centre->register_agreement(parties.agreement, parties.note));
  start();
  look_well();
  stop();
  std::vector<std::uint64_t> wrong;
  int call = 0;
  for (bool killed = true; killed && call < kMostCalls; ++call) {
    ASSERT_TRUE(centre->append_some(2));
    wrong.push_back(centre->append(ledger::ReadingBegun{{0}}).value());
    const std::uint64_t before = cosigned().size;
    killed = is_killed_at(call);
    EXPECT_GE(cosigned().size, before) << call;
    EXPECT_GE(cosigned().size, cosigned_at_the_server()) << call;
    start();
    look_well();
    ASSERT_TRUE(watch->save());
    EXPECT_TRUE(watch->standing().confirms) << call << said;
    EXPECT_EQ(watch->standing().judged, centre->head().size) << call;
    ASSERT_EQ(cosigned().size, centre->head().size) << call;
    ASSERT_EQ(cosigned().root, centre->head().root) << call;
    stop();
  }
  start();
  ledger::Folder copy(place.copy());
  EXPECT_TRUE(ledger::verify_entries(copy, cosigned().size, cosigned().root,
                                     [](std::uint64_t, ByteView) { return Status(); }));
  EXPECT_EQ(watch->told().all().size(), wrong.size());
  for (const std::uint64_t entry : wrong) EXPECT_EQ(told(fmt::format("Entry {}:", entry)), 1) << entry;
  EXPECT_GT(call, 20);
  EXPECT_LT(call, kMostCalls);
}

INSTANTIATE_TEST_SUITE_P(Losses, Killed, testing::Values(Loss::kNothing, Loss::kNames, Loss::kHalf),
                         [](const auto& loss) {
                           return loss.param == Loss::kNothing ? "killed"
                                  : loss.param == Loss::kNames ? "names"
                                                               : "half";
                         });

}  // namespace
}  // namespace insyn::witness_test
