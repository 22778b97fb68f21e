#include "server/erasure/erasure.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "server/database/testing.h"
#include "server/schema/schema.h"

namespace insyn::server {
namespace {

using Tables = std::vector<std::string>;

// Erases nothing but remembers what it was to erase, and fails as a test says.
class RememberingDatabase final : public Database {
 public:
  explicit RememberingDatabase(Database& database) : database_(database) {}
  Status write(const Work& work) override {
    if (writes_left && (*writes_left)-- == 0) return fail(Code::kTransient, "the connection was lost");
    return database_.write(work);
  }
  Status write_for_this_boot(const Work& work) override { return database_.write_for_this_boot(work); }
  Status sync() override { return database_.sync(); }
  Status read(const Work& work) override { return database_.read(work); }
  Status erase_deleted(const Tables& tables) override {
    erased.push_back(tables);
    if (while_erasing) std::exchange(while_erasing, nullptr)();
    return erases ? Status() : fail(Code::kTransient, "somebody reads");
  }
  Status check_erasing() override { return {}; }
  bool erases_cheaply() const override { return cheaply; }
  Status copy_to(const Path& file) override { return database_.copy_to(file); }

  std::vector<Tables> erased;           // that were to be, one after another
  std::function<void()> while_erasing;  // once
  std::optional<int> writes_left;       // of those that succeed
  bool erases = true;
  bool cheaply = true;

 private:
  Database& database_;
};

class ErasureTest : public testing::Test {
 protected:
  ErasureTest()
      : folder_(std::filesystem::temp_directory_path() / ("insyn-erasure-" + to_hex(random_bytes(8)))) {
    std::filesystem::create_directories(folder_);
    auto opened = Database::open(empty_test_place(folder_), 2);
    CHECK(opened);
    stored_ = *std::move(opened);
    CHECK(migrate(*stored_, schema()));
  }
  ~ErasureTest() override { std::filesystem::remove_all(folder_); }

  static void note(Database& database, const Tables& tables) {
    EXPECT_TRUE(database.write([&](Transaction& transaction) { return note_deleted(transaction, tables); }));
  }
  // What is noted as not erased yet.
  Tables noted() const {
    Tables names;
    EXPECT_TRUE(stored_->read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(const auto rows, transaction.query("SELECT name FROM unerased ORDER BY name"));
      for (const Row& row : rows) names.push_back(text(row[0]));
      return {};
    }));
    return names;
  }

  const Path folder_;
  std::unique_ptr<Database> stored_;
};

TEST_F(ErasureTest, EachTableThatIsNotedIsErasedOnce) {
  RememberingDatabase database(*stored_);
  EXPECT_TRUE(erase(database));
  EXPECT_TRUE(database.erased.empty()) << "nothing was deleted";
  note(database, {"key_files", "claims", "key_files"});
  note(database, {"claims"});
  EXPECT_EQ(noted(), (Tables{"claims", "key_files"}));
  EXPECT_TRUE(erase(database));
  EXPECT_EQ(database.erased, (std::vector<Tables>{{"claims", "key_files"}}));
  EXPECT_TRUE(noted().empty());
  EXPECT_TRUE(erase(database));
  EXPECT_EQ(database.erased.size(), 1U);
}

TEST_F(ErasureTest, ADeletionThatIsUndoneIsNotNoted) {
  EXPECT_FALSE(stored_->write([](Transaction& transaction) -> Status {
    TRY(note_deleted(transaction, {"claims"}));
    return fail(Code::kDenied, "no");
  }));
  EXPECT_TRUE(noted().empty());
}

TEST_F(ErasureTest, WhatFailsStaysToBeDone) {
  RememberingDatabase database(*stored_);
  note(database, {"claims"});
  database.erases = false;
  for (int tries = 0; tries < 2; ++tries) {
    const Status failed = erase(database);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().message, "somebody reads");
    EXPECT_EQ(noted(), Tables{"claims"});
  }
  database.erases = true;
  EXPECT_TRUE(erase(database));
  EXPECT_TRUE(noted().empty());
}

// It was erased, and that is not known: it is once more.
TEST_F(ErasureTest, WhatCouldNotBeMarkedIsErasedAgain) {
  RememberingDatabase database(*stored_);
  note(database, {"claims"});
  database.writes_left = 1;
  EXPECT_FALSE(erase(database));
  EXPECT_EQ(noted(), Tables{"claims"});
  database.writes_left.reset();
  EXPECT_TRUE(erase(database));
  EXPECT_EQ(database.erased.size(), 2U);
  EXPECT_TRUE(noted().empty());
}

TEST_F(ErasureTest, WhatCouldNotBeBegunIsNotErased) {
  RememberingDatabase database(*stored_);
  note(database, {"claims"});
  database.writes_left = 0;
  EXPECT_FALSE(erase(database));
  EXPECT_TRUE(database.erased.empty());
  EXPECT_EQ(noted(), Tables{"claims"});
}

TEST_F(ErasureTest, WhatWasDeletedWhileSomebodyErasesIsNotTakenForErased) {
  RememberingDatabase database(*stored_);
  note(database, {"claims", "key_files"});
  database.while_erasing = [&] { note(*stored_, {"claims", "requests"}); };
  EXPECT_TRUE(erase(database));
  EXPECT_EQ(noted(), (Tables{"claims", "requests"}));
  EXPECT_TRUE(erase(database));
  EXPECT_EQ(database.erased, (std::vector<Tables>{{"claims", "key_files"}, {"claims", "requests"}}));
  EXPECT_TRUE(noted().empty());
}

TEST_F(ErasureTest, WhoComesNextTakesOverWhatSomebodyHasBegun) {
  RememberingDatabase ended(*stored_), next(*stored_);
  note(ended, {"claims"});
  ended.erases = false;  // it ended meanwhile
  EXPECT_FALSE(erase(ended));
  EXPECT_TRUE(erase(next));
  EXPECT_EQ(next.erased, std::vector<Tables>{{"claims"}});
  EXPECT_TRUE(noted().empty());
}

// What the second one has taken over is its own to mark, whatever the first one has erased.
TEST_F(ErasureTest, OfTwoAtOnceTheFirstMarksNothing) {
  RememberingDatabase first(*stored_), second(*stored_);
  note(first, {"claims"});
  second.erases = false;
  first.while_erasing = [&] { EXPECT_FALSE(erase(second)); };
  EXPECT_TRUE(erase(first));
  EXPECT_EQ(noted(), Tables{"claims"});
  second.erases = true;
  first.while_erasing = [&] { EXPECT_TRUE(erase(second)); };
  EXPECT_TRUE(erase(first));
  EXPECT_TRUE(noted().empty());
}

TEST_F(ErasureTest, AtOnceOnlyWhereThatIsCheap) {
  RememberingDatabase database(*stored_);
  note(database, {"claims"});
  database.cheaply = false;
  EXPECT_TRUE(erase_if_cheap(database));
  EXPECT_TRUE(database.erased.empty());
  EXPECT_EQ(noted(), Tables{"claims"});
  database.cheaply = true;
  EXPECT_TRUE(erase_if_cheap(database));
  EXPECT_TRUE(noted().empty());
}

TEST_F(ErasureTest, NoByteOfItIsInTheDatabasesFilesAfterwards) {
  const std::string marker = to_hex(random_bytes(16));
  const auto is_there = [&] {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(test_files(*stored_, folder_))) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      if (std::string(std::istreambuf_iterator<char>(file), {}).find(marker) != std::string::npos)
        return true;
    }
    return false;
  };
  ASSERT_TRUE(stored_->write([&](Transaction& transaction) -> Status {
    TRY(transaction.execute("INSERT INTO key_files (recording, name, content) VALUES ('r', 'k', :a)",
                            {marker}));
    return {};
  }));
  ASSERT_TRUE(stored_->erase_deleted({"key_files"}));  // and so writes what it has in memory
  EXPECT_TRUE(is_there());
  ASSERT_TRUE(stored_->write([&](Transaction& transaction) -> Status {
    TRY(transaction.execute("DELETE FROM key_files WHERE recording = 'r'"));
    return note_deleted(transaction, {"key_files"});
  }));
  EXPECT_TRUE(erase(*stored_));
  EXPECT_FALSE(is_there());
}

}  // namespace
}  // namespace insyn::server
