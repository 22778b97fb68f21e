// A store that is killed at any of its steps, or has no room: whole or not there.
#include <csignal>
#include <fstream>
#include <sstream>

#include "server/database/database.h"
#include "server/vault/folder_vault.h"
#include "support/program.h"
#include "support/small_disk.h"
#include "support/temp_folder.h"

namespace insyn::storage_test {
namespace {

using namespace server;

const std::string kStorer = INSYN_BIN_DIR "/storer";
const std::string kBytes = [] {
  std::string bytes(300'000, 'x');
  for (std::size_t i = 0; i < bytes.size(); i += 101) bytes[i] = static_cast<char>('a' + i % 26);
  return bytes;
}();

std::string why(const Status& status) { return status ? "" : status.error().message; }

class FaultTest : public testing::Test {
 protected:
  FaultTest() {
    EXPECT_STRNE(INSYN_STRACE, "INSYN_STRACE-NOTFOUND");
    std::filesystem::create_directory(vault_);
  }
  // Where the program was killed at its `when`th call of these; whether it was.
  bool killed(const std::vector<std::string>& command, const std::string& calls, int when) const {
    std::vector<std::string> all = {INSYN_STRACE,
                                    "-f",
                                    "-qq",
                                    "-o",
                                    (folder_ / "calls").string(),
                                    "-e",
                                    "trace=" + calls,
                                    "-e",
                                    fmt::format("inject={}:signal=SIGKILL:when={}", calls, when)};
    all.insert(all.end(), command.begin(), command.end());
    const support::Ran ran = support::run(folder_.path(), all);
    if (ran.code == 0) return false;
    EXPECT_EQ(ran.code, 128 + SIGKILL) << ran.err;
    return true;
  }
  // How often storer brings something to the disk before, between and after its marks.
  std::vector<int> syncs_between_marks(const std::string& what) const {
    const Path log = folder_ / "calls";
    const support::Ran ran =
        support::run(folder_.path(), {INSYN_STRACE, "-f", "-qq", "-e", "trace=fsync,fdatasync,write", "-o",
                                      log.string(), kStorer, what, "sqlite:" + (folder_ / "db").string()});
    EXPECT_EQ(ran.code, 0) << ran.err;
    std::istringstream lines(read_text(log, 1 << 20).value());
    std::vector<int> syncs = {0};
    for (std::string line; std::getline(lines, line);) {
      if (line.find("\"mark") != std::string::npos) syncs.push_back(0);
      if (line.find("sync(") != std::string::npos) ++syncs.back();
    }
    return syncs;
  }
  Path upload() const {
    const Path path = folder_ / "upload";
    std::ofstream(path, std::ios::trunc) << kBytes;
    return path;
  }

  support::TempFolder folder_;
  const Path vault_ = folder_ / "vault";
};

TEST_F(FaultTest, KilledAtAnyStepABlobIsWholeOrNotThereAndCanBePutAgain) {
  int kills = 0;
  for (const std::string calls : {"fsync", "renameat2,link,unlink", "mkdir", "openat"}) {
    for (int when = 1;; ++when) {
      const std::string name = fmt::format("recordings/{}/{}", when, calls.substr(0, 4));
      const std::vector<std::string> command = {kStorer, "vault", vault_.string(), name, upload().string()};
      const bool was_killed = killed(command, calls, when);
      const auto vault = folder_vault(vault_);
      const auto there = vault->read(name, kBytes.size()).value();
      if (there) {
        EXPECT_TRUE(text_of(*there) == kBytes) << calls << " " << when;
      }
      if (!was_killed) {
        EXPECT_TRUE(there) << calls << " " << when;
        break;
      }
      ++kills;
      EXPECT_EQ(why(vault->put_file(name, upload())), "");
      EXPECT_TRUE(text_of(*vault->read(name, kBytes.size()).value()) == kBytes);
    }
  }
  EXPECT_GE(kills, 8);
}

// In an order in which the blob lasts once it has its name, and its name once it is said to be there.
TEST_F(FaultTest, ABlobIsOnTheDiskBeforeItHasItsNameAndItsNameBeforeThatIsSaid) {
  const Path log = folder_ / "calls";
  const std::string file = upload().string();
  const support::Ran ran = support::run(
      folder_.path(), {INSYN_STRACE, "-f", "-qq", "-y", "-e", "trace=fsync,renameat2", "-o", log.string(),
                       kStorer, "vault", vault_.string(), "recordings/0a/0a1b", file});
  ASSERT_EQ(ran.code, 0) << ran.err;
  std::istringstream lines(read_text(log, 1 << 20).value());
  std::vector<std::string> seen;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("renameat2(") != std::string::npos) seen.push_back("renamed");
    if (line.find("fsync(") == std::string::npos) continue;
    const std::size_t from = line.find('<'), to = line.find('>');
    seen.push_back(std::filesystem::relative(line.substr(from + 1, to - from - 1), folder_.path()).string());
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"upload", "renamed", "vault/recordings/0a", "vault/recordings",
                                            "vault"}));
}

TEST_F(FaultTest, KilledAtAnyStepATransactionIsWholeOrNotThere) {
  const std::string where = "sqlite:" + (folder_ / "db").string();
  int kills = 0;
  for (const std::string calls : {"fsync,fdatasync", "pwrite64"}) {
    for (int when = 1;; ++when) {
      const std::string name = fmt::format("{}{}", calls.substr(0, 2), when);
      const bool was_killed = killed({kStorer, "database", where, name}, calls, when);
      kills += was_killed ? 1 : 0;
      const auto database = Database::open(where, 1);
      ASSERT_TRUE(database) << database.error().message;
      std::int64_t parts = 0;
      // Where the table is not there yet, nothing of it is.
      (void)(*database)->read([&](Transaction& transaction) -> Status {
        TRY_ASSIGN(const auto rows,
                   transaction.query("SELECT COUNT(*) FROM things WHERE name LIKE :a", {name + "-%"}));
        parts = number(rows.at(0)[0]);
        return {};
      });
      EXPECT_TRUE(parts == 0 || parts == 3) << parts << " " << calls << " " << when;
      if (!was_killed) {
        EXPECT_EQ(parts, 3);
        break;
      }
      if (when > 60) break;
    }
  }
  EXPECT_GE(kills, 8);
}

// Nothing waits for the disk that need not, and all that is said to last does.
TEST_F(FaultTest, WhatIsWrittenForThisBootWaitsForNoDiskAndLastsByWhatComesThen) {
  const std::vector<int> syncs = syncs_between_marks("boot");
  ASSERT_EQ(syncs.size(), 7U);
  EXPECT_EQ(syncs[1], 0);
  EXPECT_EQ(syncs[2], 0);
  EXPECT_EQ(syncs[3], 1);
  EXPECT_EQ(syncs[4], 0);
  EXPECT_EQ(syncs[5], 1);
}

TEST_F(FaultTest, ACommitWaitsForTheDiskIfOneOfThoseThatShareItHasTo) {
  const std::vector<int> syncs = syncs_between_marks("together");
  ASSERT_EQ(syncs.size(), 3U);
  EXPECT_EQ(syncs[1], 1);
}

// A process that ends takes none of it along: its bytes are the system's.
TEST_F(FaultTest, WhatIsWrittenForThisBootOutlivesTheProcess) {
  const std::string where = "sqlite:" + (folder_ / "db").string();
  int kills = 0;
  for (int when = 1;; ++when) {
    std::filesystem::remove(folder_ / "db");
    std::filesystem::remove(folder_ / "db-wal");
    std::filesystem::remove(folder_ / "db-shm");
    if (!killed({kStorer, "boot", where}, "write", when)) break;
    ++kills;
    std::int64_t rows = 0;
    const auto database = Database::open(where, 1).value();
    EXPECT_EQ(why(database->read([&](Transaction& transaction) -> Status {
                TRY_ASSIGN(const auto counted, transaction.query("SELECT COUNT(*) FROM things"));
                rows = number(counted.at(0)[0]);
                return {};
              })),
              "");
    // Killed at its mark: what came before is there.
    EXPECT_EQ(rows, std::min(when - 1, 4));
  }
  EXPECT_EQ(kills, 6);
}

TEST_F(FaultTest, WithoutRoomNothingIsThereAndThatIsSaid) {
  const support::SmallDisk disk(vault_, std::size_t{1} << 20);
  const auto vault = folder_vault(vault_);
  const std::string large(std::size_t{3} << 20, 'x');
  const Status bytes = vault->put("a/b", view_of(large));
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, Code::kFull) << bytes.error().message;
  // From another file system, so that it has to be copied.
  std::ofstream(folder_ / "upload") << large;
  const Status file = vault->put_file("a/b", folder_ / "upload");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, Code::kFull) << file.error().message;
  EXPECT_FALSE(vault->size("a/b").value());
  EXPECT_TRUE(vault->list("", "", 10).value().empty());
  // What did not fit takes no room, and what fits is taken.
  EXPECT_EQ(why(vault->put_file("a/b", upload())), "");
  EXPECT_TRUE(text_of(*vault->read("a/b", kBytes.size()).value()) == kBytes);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "upload"));
}

TEST_F(FaultTest, ADatabaseWithoutRoomUndoesTheTransactionAndGoesOn) {
  const support::SmallDisk disk(vault_, std::size_t{1} << 20);
  const auto database = Database::open("sqlite:" + (vault_ / "db").string(), 2).value();
  EXPECT_EQ(why(migrate(*database, {{1, {"CREATE TABLE things (name TEXT PRIMARY KEY, content TEXT)"}}})),
            "");
  const auto add = [&](const std::string& name, std::size_t size) {
    return database->write([&](Transaction& transaction) -> Status {
      TRY(transaction.execute("INSERT INTO things (name, content) VALUES (:a, :b)", {name + "1", "small"}));
      TRY(transaction.execute("INSERT INTO things (name, content) VALUES (:a, :b)",
                              {name, std::string(size, 'x')}));
      return {};
    });
  };
  EXPECT_EQ(why(add("a", 1000)), "");
  const Status full = add("b", std::size_t{3} << 20);
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, Code::kFull) << full.error().message;
  EXPECT_EQ(why(add("c", 1000)), "");
  EXPECT_EQ(why(database->read([](Transaction& transaction) -> Status {
              TRY_ASSIGN(const auto rows, transaction.query("SELECT name FROM things ORDER BY name"));
              EXPECT_EQ(rows.size(), 4U);
              return {};
            })),
            "");
}

}  // namespace
}  // namespace insyn::storage_test
