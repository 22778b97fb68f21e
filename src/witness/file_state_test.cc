#include "witness/file_state.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace insyn::witness {
namespace {

namespace fs = std::filesystem;

class FileStateTest : public testing::Test {
 protected:
  FileStateTest() : folder_(fs::temp_directory_path() / ("insyn-witness-" + to_hex(random_bytes(8)))) {
    fs::create_directory(folder_);
  }
  ~FileStateTest() override { fs::remove_all(folder_); }
  Path file() const { return folder_ / origin_hash("o") / "checkpoint"; }

  Path folder_;
};

TEST_F(FileStateTest, RemembersAndIsServedAsItLies) {
  FileState state(folder_);
  ASSERT_TRUE(state.begin("o", "one\n"));
  EXPECT_TRUE(state.replace("o", "one\n", "two\n").value());
  EXPECT_EQ(FileState(folder_).latest("o").value(), "two\n");
  // The path of https://c2sp.org/tlog-witness.
  EXPECT_EQ(file().lexically_relative(folder_).string(),
            "65c74c15a686187bb6bbf9958f494fc6b80068034a659a9ad44991b08c58f2d2/checkpoint");
  EXPECT_TRUE(fs::exists(file()));
}

TEST_F(FileStateTest, ChangesOnlyWhatIsStillTheLatest) {
  FileState state(folder_);
  ASSERT_TRUE(state.begin("o", "one\n"));
  EXPECT_FALSE(state.replace("o", "zero\n", "two\n").value());
  EXPECT_FALSE(state.replace("o", "", "two\n").value());
  EXPECT_EQ(state.latest("o").value(), "one\n");
}

TEST_F(FileStateTest, BeginsOnce) {
  FileState state(folder_);
  ASSERT_TRUE(state.begin("o", "one\n"));
  const Status again = state.begin("o", "zero\n");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Code::kDenied);
  EXPECT_EQ(state.latest("o").value(), "one\n");
}

TEST_F(FileStateTest, LostMemoryIsNotABeginning) {
  FileState state(folder_);
  EXPECT_EQ(state.latest("o").error().code, Code::kDenied);
  ASSERT_TRUE(state.begin("o", "one\n"));
  fs::remove(file());
  EXPECT_EQ(state.latest("o").error().code, Code::kDenied);
  EXPECT_FALSE(state.replace("o", "one\n", "two\n"));
  fs::remove_all(folder_);
  EXPECT_FALSE(state.latest("o"));
  EXPECT_FALSE(state.replace("o", "one\n", "two\n"));
}

TEST_F(FileStateTest, OfManyAtOnceOneIsFirst) {
  ASSERT_TRUE(FileState(folder_).begin("o", "0\n"));
  std::atomic<int> changed = 0;
  std::vector<std::thread> threads;
  for (int i = 1; i <= 8; ++i) {
    threads.emplace_back([&, i] {
      FileState own(folder_);
      if (own.replace("o", "0\n", fmt::format("{}\n", i)).value()) ++changed;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(changed, 1);
}

}  // namespace
}  // namespace insyn::witness
