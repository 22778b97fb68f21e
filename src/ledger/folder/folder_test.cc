#include "ledger/folder/folder.h"

#include <gtest/gtest.h>

#include <fstream>

#include "ledger/tiles/testing.h"

namespace insyn::ledger {
namespace {

namespace fs = std::filesystem;

class FolderTest : public testing::Test {
 protected:
  FolderTest() : path_(fs::temp_directory_path() / ("insyn-ledger-" + to_hex(random_bytes(8)))) {
    fs::create_directory(path_);
  }
  ~FolderTest() override { fs::remove_all(path_); }

  std::vector<std::string> files() const {
    std::vector<std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator(path_))
      if (entry.is_regular_file()) all.push_back(entry.path().lexically_relative(path_).string());
    std::ranges::sort(all);
    return all;
  }

  Path path_;
};

TEST_F(FolderTest, LedgerIsLaidOutAsItIsServed) {
  Folder folder(path_);
  const Appender appender = stored_ledger(folder, 300, {3});
  EXPECT_EQ(files(),
            (std::vector<std::string>{"tile/0/000", "tile/0/000.p/3", "tile/0/001.p/44", "tile/1/000.p/1",
                                      "tile/entries/000", "tile/entries/000.p/3", "tile/entries/001.p/44"}));
  Folder again(path_);
  EXPECT_TRUE(verify_entries(again, 300, appender.root(), [](std::uint64_t, ByteView) { return Status(); }));
  EXPECT_TRUE(Appender::open(again, 300, appender.root()));
}

TEST_F(FolderTest, TileIsNeverOverwritten) {
  Folder folder(path_);
  const Tile tile{0, 0, 1};
  ASSERT_TRUE(folder.put_if_absent(tile, view_of("one")));
  EXPECT_TRUE(folder.put_if_absent(tile, view_of("one")));
  const Status refused = folder.put_if_absent(tile, view_of("two"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
  EXPECT_FALSE(folder.put_if_absent(tile, view_of("on")));
  EXPECT_FALSE(folder.put_if_absent(tile, {}));
  EXPECT_EQ(insyn::text_of(**folder.read(tile, 100)), "one");
  EXPECT_EQ(files(), std::vector<std::string>{"tile/0/000.p/1"}) << "no temporary file left";
}

TEST_F(FolderTest, MissingAndTooLargeAndOtherThingsAreToldApart) {
  Folder folder(path_);
  const Tile tile{0, 0, 1};
  EXPECT_FALSE(folder.read(tile, 100)->has_value());
  ASSERT_TRUE(folder.put_if_absent(tile, view_of("one")));
  EXPECT_FALSE(folder.read(tile, 2));
  fs::create_directories(path_ / "tile/1/000");
  EXPECT_FALSE(folder.read({1, 0, 256}, 100));
  EXPECT_FALSE(folder.put_if_absent({1, 0, 256}, view_of("one")));
  std::ofstream(path_ / "tile/2") << "a file where a folder should be";
  EXPECT_FALSE(folder.put_if_absent({2, 0, 1}, view_of("one")));
}

TEST_F(FolderTest, CheckpointIsReplacedWhole) {
  Folder folder(path_);
  EXPECT_EQ(folder.checkpoint().error().code, Code::kPermanent);
  ASSERT_TRUE(folder.replace_checkpoint("one\n"));
  ASSERT_TRUE(folder.replace_checkpoint("two\n"));
  EXPECT_EQ(folder.checkpoint().value(), "two\n");
  EXPECT_EQ(files(), std::vector<std::string>{"checkpoint"});
  std::ofstream(path_ / "checkpoint") << std::string(100'000, 'a');
  EXPECT_FALSE(folder.checkpoint());
}

}  // namespace
}  // namespace insyn::ledger
