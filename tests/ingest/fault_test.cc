// An upload, an append and a shredding that are killed at any of their steps: nothing is lost, nothing half
// of it is visible, and every receipt is true.
#include <csignal>
#include <sstream>

#include "ledger/tiles/edge.h"
#include "note/public_keys.h"
#include "recording/lifetime/discard.h"
#include "server/ingest/testing.h"
#include "support/program.h"
#include "support/small_disk.h"

namespace insyn::server {
namespace {

using recording::kTestId;

const std::string kIngester = INSYN_BIN_DIR "/ingester";
// System calls, and which of them: each `every`th one.
struct Steps {
  std::string calls;
  int every = 1;
};

// What makes something last, or takes it away: in files, or by what is said to PostgreSQL and the S3 store,
// and what they answer.
std::vector<Steps> steps() {
  if (test_postgresql() == nullptr)
    return {
        {"fsync,fdatasync"}, {"renameat2,rename,link,unlink,rmdir"}, {"pwrite64,ftruncate", 3}, {"write", 2}};
  return {{"fsync,fdatasync"}, {"unlink,rmdir"}, {"sendto", 3}, {"recvfrom", 7}};
}

class IngestFaultTest : public testing::Test, public TestCentre {
 protected:
  IngestFaultTest() {
    EXPECT_STRNE(INSYN_STRACE, "INSYN_STRACE-NOTFOUND");
    recording::put(store.folder / "ledger.sign", parties.ledger.secret_text());
    recording::put(store.folder / "employer.pub", note::public_keys_text(parties.employer.keys));
    recording::put(store.folder / "union.pub", note::public_keys_text(parties.union_side.keys));
  }
  std::vector<std::string> command(const std::vector<std::string>& what) const {
    std::vector<std::string> all = {
        kIngester, store.folder.string(), store.place, blob_place, std::to_string(store.clock.moved.count()),
        caller};
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
  void expect_whole_ledger() {
    const LogHead head = store.head();
    const Status whole = ledger::verify_entries(log.tiles(), head.published, head.root,
                                                [](std::uint64_t, ByteView) { return Status(); });
    EXPECT_TRUE(whole) << whole.error().message;
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
  for (const auto& [calls, every] : steps()) {
    for (int when = 1;; when += every) {
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

// The entry that an upload makes is the last one of its tile, which is stored before it is signed.
TEST_F(IngestFaultTest, AnUploadThatFillsATileIsKilledAtAnyStepAndTheLedgerStaysWhole) {
  std::vector<Steps> few = {{"fsync,fdatasync"}, {"renameat2,rename,link,unlink,rmdir"}, {"write", 6}};
  if (test_postgresql() != nullptr) few = {{"fsync,fdatasync"}, {"sendto", 9}};
  int kills = 0, number = 0;
  for (const auto& [calls, every] : few) {
    for (int when = 1;; when += every) {
      const std::string id = fmt::format("{:08x}89abcdef0123456789abcdef", number++);
      const Path folder = record(1, true, id);
      const Path file = store.folder / "bundle";
      recording::put(file, bundle(folder));
      fill_tile_but_for(2);
      const bool was_killed = killed({"upload", id, file.string()}, calls, when);
      expect_whole_or_nothing(id);
      expect_whole_ledger();
      for (int tries = 0; tries < 3 && run({"upload", id, file.string()}).code != 0; ++tries) {
      }
      const auto receipt = storing.receipt(id);
      ASSERT_TRUE(receipt) << calls << " " << when << " " << receipt.error().body;
      EXPECT_TRUE(verify({200, kReceiptType, *receipt}, folder)) << calls << " " << when;
      EXPECT_EQ(store.head().published % ledger::kTileWidth, 0U) << calls << " " << when;
      expect_whole_ledger();
      std::filesystem::remove_all(folder);
      if (!was_killed) break;
      ++kills;
    }
  }
  // How much a database is sent is not the same each time.
  EXPECT_GE(kills, test_postgresql() == nullptr ? 15 : 8);
}

// The bytes of the chunks, their name, and the transaction that signs that they are there, with all before
// it: in this order, and nothing else.
TEST_F(IngestFaultTest, AnUploadWaitsForTheDiskForWhatItsReceiptSaysAndNothingElse) {
  if (test_postgresql() != nullptr) GTEST_SKIP() << "they wait for others";
  const Path file = store.folder / "bundle", seen = store.folder / "calls";
  std::vector<std::string> done;
  // The second one finds its folders made.
  for (const char* id : {"0123456789abcdef0123456789abcde0", "0123456789abcdef0123456789abcde1"}) {
    const Path folder = record(2, true, id);
    recording::put(file, bundle(folder));
    const auto certified = certificates.check(recording::content(folder / recording::kCertificate));
    ASSERT_TRUE(certified && certificates.add(*certified));
    std::vector<std::string> all = {
        INSYN_STRACE, "-f",          "-qq", "-y",
        "-o",         seen.string(), "-e",  "trace=fsync,fdatasync,renameat2,sync_file_range"};
    for (const std::string& one : command({"upload", id, file.string()})) all.push_back(one);
    const support::Ran ran = support::run(store.folder, all);
    ASSERT_EQ(ran.code, 0) << ran.err;
    done.clear();
    std::istringstream lines(recording::content(seen));
    for (std::string line; std::getline(lines, line);) {
      if (line.find("renameat2(") != std::string::npos) done.emplace_back("renamed");
      if (line.find("sync(") == std::string::npos) continue;
      const std::size_t from = line.find('<'), to = line.find('>');
      const Path file_or_folder = line.substr(from + 1, to - from - 1);
      // SQLite's folder is its own matter: each connection has it last once.
      if (file_or_folder != store.folder) done.push_back(file_or_folder.filename().string());
    }
  }
  EXPECT_EQ(done,
            (std::vector<std::string>{"chunks", "renamed", "01", "recordings", "chunks", "test.db-wal"}));
}

TEST_F(IngestFaultTest, AShreddingThatIsKilledAtAnyStepIsFinishedByWhoeverComesNext) {
  int kills = 0, number = 0;
  for (const auto& [calls, every] : steps()) {
    for (int when = 1;; when += every) {
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

TEST_F(IngestFaultTest, WithoutRoomWhereUploadsAreStagedTheCauseIsSaidAndItGoesOnWhenThereIsRoom) {
  std::filesystem::create_directory(uploads);
  std::filesystem::permissions(uploads, std::filesystem::perms(0700));
  const support::SmallDisk disk(uploads, std::size_t{256} << 10);
  const Path folder = record(60, true);
  const std::string whole = bundle(folder);
  const std::size_t half = whole.size() / 2;
  EXPECT_EQ(upload(whole.substr(0, half), 0, true).status, 200);
  disk.fill();
  // Some still fits where its last page is.
  const http::Answer full = upload(whole.substr(half), half);
  EXPECT_EQ(full.status, 507) << full.body;
  EXPECT_NE(full.cause.find("No space left"), std::string::npos) << full.cause;
  const std::uint64_t kept = staged();
  EXPECT_GE(kept, half);
  EXPECT_LT(kept, whole.size());
  // Nor does the beginning of another one.
  const std::string second = "1123456789abcdef0123456789abcdef";
  const std::string other = bundle(record(1, true, second));
  EXPECT_EQ(upload(other, 0, false, second).status, 507);
  EXPECT_EQ(count("recordings"), 0);
  EXPECT_EQ(count("key_files"), 0);
  disk.make_room();
  EXPECT_TRUE(verify(upload(whole.substr(kept), kept), folder));
  EXPECT_TRUE(verify(upload(other.substr(staged(second)), staged(second), false, second), pc.spool / second));
}

// An S3 store's room is its operator's: that it says so is tested with the store.
TEST_F(IngestFaultTest, WithoutRoomForTheBlobNothingOfItIsThereAndItGoesOnWhenThereIsRoom) {
  const Path blob_folder = store.folder / "small";
  std::filesystem::create_directory(blob_folder);
  const support::SmallDisk disk(blob_folder, std::size_t{256} << 10);
  const auto small = folder_vault(blob_folder);
  Storing without_room(*store.database, *small, log, certificates, store.clock);
  const auto bring = [&](const std::string& bytes) {
    auto begun = begin_upload({*store.database, *small, certificates, without_room, uploads},
                              request(kTestId, staged()));
    const auto arriving = std::get<std::unique_ptr<http::Upload>>(std::move(begun));
    if (auto ended = arriving->take(view_of(bytes))) return *ended;
    return arriving->finish();
  };
  const Path folder = record(60, true);
  const std::string whole = bundle(folder);
  disk.fill();
  for (int tries = 0; tries < 2; ++tries) {
    const http::Answer full = bring(tries == 0 ? whole : "");
    EXPECT_EQ(full.status, 507) << full.body;
    EXPECT_NE(full.cause.find("No space left"), std::string::npos) << full.cause;
    EXPECT_EQ(staged(), whole.size());
    EXPECT_FALSE(small->size(chunks_blob_of(kTestId)).value());
    EXPECT_EQ(count("recordings"), 0);
    EXPECT_EQ(count("key_files"), 0);
  }
  disk.make_room();
  EXPECT_TRUE(verify(bring(""), folder));
  EXPECT_EQ(staged(), 0U);
}

}  // namespace
}  // namespace insyn::server
