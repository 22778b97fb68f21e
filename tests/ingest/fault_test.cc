// An upload, an append and a shredding that are killed at any of their steps: nothing is lost, nothing half
// of it is visible, and every receipt is true.
#include <csignal>

#include "note/public_keys.h"
#include "recording/lifetime/discard.h"
#include "server/ingest/testing.h"
#include "support/program.h"

namespace insyn::server {
namespace {

using recording::kTestId;

const std::string kIngester = INSYN_BIN_DIR "/ingester";
// What makes something last, or takes it away, in files, blobs and the database.
const std::vector<std::string> kSteps = {"fsync,fdatasync", "renameat2,rename,link,unlink,rmdir",
                                         "pwrite64,ftruncate", "write"};

class IngestFaultTest : public testing::Test, public TestCentre {
 protected:
  IngestFaultTest() {
    EXPECT_STRNE(INSYN_STRACE, "INSYN_STRACE-NOTFOUND");
    recording::put(store.folder / "ledger.sign", parties.ledger.secret_text());
    recording::put(store.folder / "employer.pub", note::public_keys_text(parties.employer.keys));
    recording::put(store.folder / "union.pub", note::public_keys_text(parties.union_side.keys));
  }
  std::vector<std::string> command(const std::vector<std::string>& what) const {
    std::vector<std::string> all = {kIngester, store.folder.string(),
                                    std::to_string(store.clock.moved.count()), caller};
    all.insert(all.end(), what.begin(), what.end());
    return all;
  }
  support::Ran run(const std::vector<std::string>& what) const {
    return support::run(store.folder, command(what));
  }
  // Killed at its `when`th call of these; whether it was.
  bool killed(const std::vector<std::string>& what, const std::string& calls, int when) const {
    std::vector<std::string> all = {INSYN_STRACE,
                                    "-f",
                                    "-qq",
                                    "-o",
                                    (store.folder / "calls").string(),
                                    "-e",
                                    "trace=" + calls,
                                    "-e",
                                    fmt::format("inject={}:signal=SIGKILL:when={}", calls, when)};
    for (const std::string& one : command(what)) all.push_back(one);
    const support::Ran ran = support::run(store.folder, all);
    if (ran.code == 0) return false;
    EXPECT_EQ(ran.code, 128 + SIGKILL) << ran.err;
    return true;
  }
  std::size_t times(const std::string& kind) const {
    const auto all = entries();
    return static_cast<std::size_t>(std::count(all.begin(), all.end(), kind));
  }
  // All of the recording or nothing of it.
  void expect_whole_or_nothing(const std::string& id) {
    std::int64_t rows = 0, keys = 0;
    ASSERT_TRUE(store.database->read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(const auto one, transaction.query("SELECT COUNT(*) FROM recordings WHERE id = :id", {id}));
      TRY_ASSIGN(const auto two,
                 transaction.query("SELECT COUNT(*) FROM key_files WHERE recording = :id", {id}));
      rows = number(one[0][0]);
      keys = number(two[0][0]);
      return {};
    }));
    EXPECT_EQ(keys, 4 * rows);
    if (rows == 1) {
      EXPECT_TRUE(vault.size(chunks_blob_of(id)).value());
    }
  }
};

TEST_F(IngestFaultTest, AnUploadThatIsKilledAtAnyStepIsNeitherLostNorHalfThere) {
  int kills = 0, number = 0;
  for (const std::string& calls : kSteps) {
    for (int when = 1;; when += calls == "pwrite64,ftruncate" ? 7 : calls == "write" ? 3 : 1) {
      const std::string id = fmt::format("{:08x}89abcdef0123456789abcdef", number++);
      const Path folder = record(2, true, id);
      const Path file = store.folder / "bundle";
      recording::put(file, bundle(folder));
      const std::size_t received = times("received");
      const bool was_killed = killed({"upload", id, file.string()}, calls, when);
      expect_whole_or_nothing(id);
      if (!was_killed) break;
      ++kills;
      // The link comes again; sometimes what it sent last was cut off, and it asks once more.
      for (int tries = 0; tries < 3 && run({"upload", id, file.string()}).code != 0; ++tries) {
      }
      const auto receipt = storing.receipt(id);
      ASSERT_TRUE(receipt) << calls << " " << when << " " << receipt.error().body;
      EXPECT_TRUE(verify({200, kReceiptType, *receipt}, folder)) << calls << " " << when;
      EXPECT_EQ(times("received"), received + 1) << calls << " " << when;
      std::string chunks;
      for (const char* name : {"000000.chunk.age", "000001.chunk.age", "000002.calls.age"})
        chunks += recording::content(folder / name);
      EXPECT_EQ(insyn::text_of(vault.read(chunks_blob_of(id), 1 << 20).value().value()), chunks);
      std::filesystem::remove_all(folder);
    }
  }
  EXPECT_GE(kills, 30);
  ASSERT_TRUE(storing.remove_orphans());
  EXPECT_EQ(count("claims"), 0);
}

TEST_F(IngestFaultTest, AShreddingThatIsKilledAtAnyStepIsFinishedByWhoeverComesNext) {
  int kills = 0, number = 0;
  for (const std::string& calls : kSteps) {
    for (int when = 1;; when += calls == "pwrite64,ftruncate" ? 5 : 1) {
      const std::string id = fmt::format("{:08x}89abcdef0123456789abcdef", number++);
      const Path folder = record(1, true, id);
      ASSERT_EQ(upload(bundle(folder), 0, false, id).status, 200);
      const Path file = store.folder / "discard";
      recording::put(
          file,
          note::sign(recording::text_of(recording::DiscardOrder{id, "a17", parse_utc(kTestNow).value()}),
                     parties.agent.signer));
      const std::size_t shredded = times("shredded");
      const bool was_killed = killed({"discard", file.string()}, calls, when);
      expect_whole_or_nothing(id);
      if (!was_killed) break;
      ++kills;
      ASSERT_EQ(run({"discard", file.string()}).code, 0) << calls << " " << when;
      EXPECT_EQ(times("shredded"), shredded + 1);
      EXPECT_EQ(times("discard"), times("shredded"));
      EXPECT_FALSE(vault.size(chunks_blob_of(id)).value());
      EXPECT_EQ(count("key_files"), 0);
      EXPECT_EQ(storing.receipt(id).error().status, 410);
      std::filesystem::remove_all(folder);
    }
  }
  EXPECT_GE(kills, 15);
}

}  // namespace
}  // namespace insyn::server
