// What was deleted is in none of the database's files any more: they are searched as they lie there.
#include <sys/stat.h>

#include <fstream>

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
  EXPECT_EQ(why(database->erase_deleted()), "");
  for (const bool there : which_are_there()) EXPECT_TRUE(there) << "the test sees nothing";
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return shred(transaction); })), "");
  EXPECT_EQ(why(database->erase_deleted()), "");
  const std::vector<bool> there = which_are_there();
  for (std::size_t i = 0; i < markers.size(); ++i) EXPECT_EQ(there[i], i % 4 == 3) << i;
}

// It was deleted by a server that ended before it had erased it.
TEST_P(ErasedTest, AnotherServerErasesIt) {
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return store(transaction); })), "");
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return shred(transaction); })), "");
  database.reset();
  const auto next = open(1);
  EXPECT_EQ(why(next->erase_deleted()), "");
  EXPECT_FALSE(which_are_there()[1]);
  EXPECT_TRUE(which_are_there()[3]);
}

// As long as somebody reads what was there before, it cannot be gone; that is said, and not forgotten.
TEST_P(ErasedTest, WhoStillReadsItKeepsItAndThatIsSaid) {
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return store(transaction); })), "");
  EXPECT_EQ(why(database->read([&](Transaction& reading) -> Status {
              // Its moment is from before, although it has not looked at that table.
              TRY(reading.query("SELECT version FROM schema_version"));
              const auto other = open(1);
              EXPECT_EQ(why(other->write([&](Transaction& transaction) { return shred(transaction); })), "");
              const Status kept = other->erase_deleted();
              EXPECT_FALSE(kept);
              if (!kept) {
                EXPECT_EQ(kept.error().code, Code::kTransient);
              }
              return {};
            })),
            "");
  EXPECT_EQ(why(database->erase_deleted()), "");
  EXPECT_FALSE(which_are_there()[1]);
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
