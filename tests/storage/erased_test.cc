// What was deleted is in none of the database's files any more: they are searched as they lie there.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <thread>

#include "server/erasure/erasure.h"
#include "server/schema/schema.h"
#include "storage/places.h"

namespace insyn::storage_test {
namespace {

using namespace server;
namespace fs = std::filesystem;

// All that the files below `folder` have in them.
std::string bytes_below(const Path& folder) {
  std::string all;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

class ErasedTest : public OnEachDatabase {
 protected:
  ErasedTest() : database(open()) {
    EXPECT_EQ(why(migrate(*database, schema())), "");
    for (int i = 0; i < 20; ++i) markers.push_back(to_hex(random_bytes(16)));
  }
  // Key files as they are stored: small ones, and one that takes pages of its own.
  Status store(Transaction& transaction) const {
    for (std::size_t i = 0; i < markers.size(); ++i) {
      std::string content = markers[i];
      while (i == 0 && content.size() < 50'000) content += to_hex(random_bytes(16));
      TRY(transaction.execute("INSERT INTO key_files (recording, name, content) VALUES (:a, :b, :c)",
                              {fmt::format("r{}", i % 4), fmt::format("k{}", i), content}));
    }
    return {};
  }
  Status shred(Transaction& transaction) const {
    for (const char* recording : {"r0", "r1", "r2"})
      TRY(transaction.execute("DELETE FROM key_files WHERE recording = :a", {recording}));
    return {};
  }
  // Where the table's rows are: not in a write-ahead log.
  Path tables() const {
    return GetParam() == "sqlite" ? folder.path() : support::PostgresServer::shared().data() / "base";
  }

  // One of its own.
  std::unique_ptr<Database> open_version_2() const {
    static int number = 0;
    const std::string place =
        GetParam() == "sqlite" ? fmt::format("sqlite:{}", (folder / fmt::format("v2-{}", ++number)).string())
                               : support::PostgresServer::shared().new_place();
    auto opened = Database::open(place, 2);
    EXPECT_TRUE(opened);
    EXPECT_EQ(why(migrate(**opened, {schema()[0], schema()[1]})), "");
    return std::move(*opened);
  }

  std::vector<bool> which_are_there() const {
    const std::string all = bytes_below(tables());
    std::vector<bool> there;
    for (const std::string& marker : markers) there.push_back(all.find(marker) != std::string::npos);
    return there;
  }

  std::unique_ptr<Database> database;
  std::vector<std::string> markers;
};
INSYN_ON_EACH_DATABASE(ErasedTest);

TEST_P(ErasedTest, NoByteOfItIsInAnyFileAfterwards) {
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return store(transaction); })), "");
  EXPECT_EQ(why(database->erase_deleted({"key_files"})), "");
  for (const bool there : which_are_there()) EXPECT_TRUE(there) << "the test sees nothing";
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return shred(transaction); })), "");
  EXPECT_EQ(why(database->erase_deleted({"key_files"})), "");
  const std::vector<bool> there = which_are_there();
  for (std::size_t i = 0; i < markers.size(); ++i) EXPECT_EQ(there[i], i % 4 == 3) << i;
}

// It was deleted by a server that ended before it had erased it.
TEST_P(ErasedTest, AnotherServerErasesIt) {
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return store(transaction); })), "");
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return shred(transaction); })), "");
  database.reset();
  const auto next = open(1);
  EXPECT_EQ(why(next->erase_deleted({"key_files"})), "");
  EXPECT_FALSE(which_are_there()[1]);
  EXPECT_TRUE(which_are_there()[3]);
}

TEST_P(ErasedTest, ACrashOfTheDatabaseBeforeItWasErasedChangesNothing) {
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return store(transaction); })), "");
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return shred(transaction); })), "");
  database.reset();
  if (GetParam() == "postgresql") {
    support::PostgresServer::shared().kill();
    support::PostgresServer::shared().start();
  }
  EXPECT_EQ(why(open(1)->erase_deleted({"key_files"})), "");
  EXPECT_FALSE(which_are_there()[1]);
  EXPECT_TRUE(which_are_there()[3]);
}

// Version 2 noted with each tombstone whether what was shredded with it had been erased.
TEST_P(ErasedTest, WhatVersion2HadNotErasedIsErasedByTheNext) {
  for (const std::int64_t erased : {0, 4711, 1}) {
    // A batch of 4711: somebody had begun, and ended.
    const auto second = open_version_2();
    const auto in_second = [&](const std::string& sql, const std::vector<Value>& values = {}) {
      EXPECT_EQ(why(second->write([&](Transaction& transaction) -> Status {
                  TRY(transaction.execute(sql, values));
                  return {};
                })),
                "");
    };
    const std::string marker = to_hex(random_bytes(16));
    in_second("INSERT INTO key_files (recording, name, content) VALUES ('gone', 'k', :a)", {marker});
    EXPECT_EQ(why(second->erase_deleted({"key_files"})), "");
    in_second("DELETE FROM key_files WHERE recording = 'gone'");
    in_second(
        "INSERT INTO tombstones (recording, because, at, entry, blob_removed, forgotten, erased) VALUES "
        "('gone', 'retention', 1, 2, 1, 0, :a)",
        {erased});
    in_second(
        "INSERT INTO tombstones (recording, because, at, entry, blob_removed, forgotten, erased) VALUES "
        "('other', 'retention', 1, 3, 1, 0, 1)");
    EXPECT_EQ(why(migrate(*second, schema())), "");
    std::vector<Row> noted, tombstones;
    const auto look = [&] {
      EXPECT_EQ(why(second->read([&](Transaction& transaction) -> Status {
                  TRY_ASSIGN(noted, transaction.query("SELECT name FROM unerased WHERE name = 'key_files'"));
                  TRY_ASSIGN(tombstones, transaction.query("SELECT recording FROM tombstones"));
                  return {};
                })),
                "");
    };
    look();
    EXPECT_EQ(noted.size(), erased == 1 ? 0U : 1U) << erased;
    EXPECT_EQ(tombstones.size(), 2U);
    EXPECT_EQ(why(erase(*second)), "");
    look();
    EXPECT_TRUE(noted.empty());
    // What was erased before is not searched for: nothing was left to do.
    if (erased == 1) continue;
    EXPECT_EQ(bytes_below(tables()).find(marker), std::string::npos) << erased;
  }
}

// As long as somebody reads what was there before, it cannot be gone; that is said, and not forgotten.
TEST_P(ErasedTest, WhoStillReadsItKeepsItAndThatIsSaid) {
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return store(transaction); })), "");
  EXPECT_EQ(why(database->read([&](Transaction& reading) -> Status {
              // Its moment is from before, although it has not looked at that table.
              TRY(reading.query("SELECT version FROM schema_version"));
              const auto other = open(1);
              EXPECT_EQ(why(other->write([&](Transaction& transaction) { return shred(transaction); })), "");
              const Status kept = other->erase_deleted({"key_files"});
              EXPECT_FALSE(kept);
              if (!kept) {
                EXPECT_EQ(kept.error().code, Code::kTransient);
              }
              return {};
            })),
            "");
  EXPECT_EQ(why(database->erase_deleted({"key_files"})), "");
  EXPECT_FALSE(which_are_there()[1]);
}

// Such a one sees nothing between its statements, and keeps all that is younger than what it wrote.
TEST_P(ErasedTest, WhoHasWrittenBeforeItKeepsItToo) {
  if (GetParam() == "sqlite") GTEST_SKIP() << "it has one writer";
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return store(transaction); })), "");
  EXPECT_EQ(
      why(database->write([&](Transaction& writing) -> Status {
        TRY(writing.execute("INSERT INTO key_files (recording, name, content) VALUES ('r3', 'late', '')"));
        const auto other = open(1);
        EXPECT_EQ(why(other->write([&](Transaction& transaction) { return shred(transaction); })), "");
        // The table that it writes to would be waited for.
        EXPECT_FALSE(other->erase_deleted({"ledger_salts"}));
        return {};
      })),
      "");
  EXPECT_EQ(why(database->erase_deleted({"key_files"})), "");
  EXPECT_FALSE(which_are_there()[1]);
}

// Another process that has one of SQLite's locks: a byte of a file.
class HasLock {
 public:
  // Whoever empties the log, for whom SQLite itself does not wait: sqlite3's WAL_CKPT_LOCK.
  static HasLock emptying_log_of(const Path& database) { return HasLock(database.string() + "-shm", 121); }
  // Whoever writes where there is no log yet: sqlite3's RESERVED_BYTE.
  static HasLock writing_first_to(const Path& database) { return HasLock(database, 0x40000001); }
  ~HasLock() { end(); }
  HasLock(const HasLock&) = delete;
  HasLock& operator=(const HasLock&) = delete;
  void end() {
    if (process_ < 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
  }

 private:
  HasLock(const Path& path, off_t byte) {
    std::array<int, 2> held{};
    EXPECT_EQ(::pipe2(held.data(), O_CLOEXEC), 0);
    process_ = ::fork();
    if (process_ == 0) {
      const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
      struct flock lock {};
      lock.l_type = F_WRLCK;
      lock.l_start = byte;
      lock.l_len = 1;
      const bool has = ::fcntl(file, F_SETLK, &lock) == 0;
      (void)!::write(held[1], has ? "y" : "n", 1);
      ::pause();
      ::_exit(0);
    }
    char has = 'n';
    EXPECT_EQ(::read(held[0], &has, 1), 1);
    EXPECT_EQ(has, 'y');
    for (const int end : held) ::close(end);
  }
  pid_t process_ = -1;
};

TEST_P(ErasedTest, AnotherThatErasesIsWaitedFor) {
  if (GetParam() != "sqlite") GTEST_SKIP() << "there, several may";
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return store(transaction); })), "");
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return shred(transaction); })), "");
  HasLock other = HasLock::emptying_log_of(folder / "db");
  std::thread ends([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    other.end();
  });
  EXPECT_EQ(why(database->erase_deleted({"key_files"})), "");
  ends.join();
  EXPECT_FALSE(which_are_there()[1]);
}

TEST_P(ErasedTest, AnotherThatErasesForLongIsNotWaitedFor) {
  if (GetParam() != "sqlite") GTEST_SKIP() << "there, several may";
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return store(transaction); })), "");
  const HasLock other = HasLock::emptying_log_of(folder / "db");
  const Status kept = database->erase_deleted({"key_files"});
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().code, Code::kTransient);
}

class SqliteFilesTest : public testing::Test {
 protected:
  std::string where() const { return "sqlite:" + (folder / "db").string(); }
  static unsigned mode_of(const Path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0U;
  }
  static std::string answer(Database& database, const std::string& question) {
    std::string answer;
    EXPECT_EQ(why(database.read([&](Transaction& transaction) -> Status {
                TRY_ASSIGN(const auto rows, transaction.query(question));
                const Value& value = rows.at(0).at(0);
                answer = std::holds_alternative<std::string>(value) ? server::text(value)
                                                                    : std::to_string(number(value));
                return {};
              })),
              "");
    return answer;
  }
  support::TempFolder folder;
};

TEST_F(SqliteFilesTest, AreTheirOwnersAlone) {
  const mode_t before = ::umask(0);
  const auto database = Database::open(where(), 1).value();
  EXPECT_EQ(why(migrate(*database, schema())), "");
  ::umask(before);
  for (const char* name : {"db", "db-wal", "db-shm"}) EXPECT_EQ(mode_of(folder / name), 0600U) << name;
}

TEST_F(SqliteFilesTest, OneThatOthersCanReadOrThatLeadsElsewhereIsRefused) {
  std::ofstream(folder / "db").close();
  fs::permissions(folder / "db", fs::perms(0640));
  auto refused = Database::open(where(), 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
  fs::rename(folder / "db", folder / "elsewhere");
  fs::permissions(folder / "elsewhere", fs::perms(0600));
  fs::create_symlink("elsewhere", folder / "db");
  refused = Database::open(where(), 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
}

TEST_F(SqliteFilesTest, OneThatIsNoDatabaseIsSaidToBeCorrupt) {
  std::ofstream(folder / "db") << std::string(8192, 'x');
  fs::permissions(folder / "db", fs::perms(0600));
  const auto refused = Database::open(where(), 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kCorrupt) << refused.error().message;
}

TEST_F(SqliteFilesTest, WaitForTheDiskAndOverwriteWhatIsDeleted) {
  const auto database = Database::open(where(), 1).value();
  EXPECT_EQ(answer(*database, "PRAGMA journal_mode"), "wal");
  EXPECT_EQ(answer(*database, "PRAGMA synchronous"), "2");
  EXPECT_EQ(answer(*database, "PRAGMA secure_delete"), "1");
  EXPECT_EQ(answer(*database, "PRAGMA foreign_keys"), "1");
  EXPECT_EQ(answer(*database, "PRAGMA temp_store"), "2");
}

// Each connection turns the log on, for which SQLite waits for nobody; several servers may start at once.
TEST_F(SqliteFilesTest, WhoeverWritesWhereThereIsNoLogYetIsWaitedFor) {
  std::ofstream(folder / "db").close();
  fs::permissions(folder / "db", fs::perms(0600));
  HasLock other = HasLock::writing_first_to(folder / "db");
  std::thread ends([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    other.end();
  });
  const auto opened = Database::open(where(), 1);
  EXPECT_TRUE(opened) << opened.error().message;
  ends.join();
}

TEST_F(SqliteFilesTest, MayHaveSpacesInTheirPath) {
  fs::create_directory(folder / "two  words ö");
  const auto database = Database::open("sqlite:" + (folder / "two  words ö/my db").string(), 1);
  ASSERT_TRUE(database) << database.error().message;
  EXPECT_EQ(why(migrate(**database, schema())), "");
  EXPECT_TRUE(fs::exists(folder / "two  words ö/my db-wal"));
  EXPECT_FALSE(Database::open("sqlite:" + (folder / "a=b").string(), 1));
}

}  // namespace
}  // namespace insyn::storage_test
