#include "os/growing_file.h"

#include <gtest/gtest.h>

#include "os/file.h"
#include "os/remove_folder.h"
#include "os/testing.h"

namespace insyn {
namespace {

class GrowingFileTest : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directory(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string content() const { return read_text(path_, 1 << 20).value(); }

  const Path folder_ = std::filesystem::temp_directory_path() / ("insyn-growing-" + to_hex(random_bytes(8)));
  const Path path_ = folder_ / "file";
};

TEST_F(GrowingFileTest, GrowsIsCutBackAndGoesOn) {
  auto file = GrowingFile::open(path_).value();
  ASSERT_TRUE(file.append(view_of("hello ")) && file.append(view_of("world")));
  EXPECT_EQ(file.size(), 11u);
  EXPECT_EQ(text_of(file.read(6, 5).value()), "world");
  ASSERT_TRUE(file.cut_back_to(5));
  ASSERT_TRUE(file.append(view_of("!")) && file.sync());
  EXPECT_EQ(content(), "hello!");
  auto again = GrowingFile::open(path_).value();
  EXPECT_EQ(again.size(), 6u);
  ASSERT_TRUE(again.append(view_of("?")));
  EXPECT_EQ(content(), "hello!?");
}

TEST_F(GrowingFileTest, IsItsOwnersAlone) {
  (void)GrowingFile::open(path_).value();
  EXPECT_EQ(std::filesystem::status(path_).permissions() & std::filesystem::perms::mask,
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(GrowingFileTest, WhatIsNotThereIsNotRead) {
  auto file = GrowingFile::open(path_).value();
  ASSERT_TRUE(file.append(view_of("abc")));
  EXPECT_FALSE(file.read(1, 3));
  EXPECT_TRUE(file.read(3, 0));
}

TEST_F(GrowingFileTest, FollowsNoLink) {
  std::filesystem::create_symlink(folder_ / "elsewhere", path_);
  EXPECT_FALSE(GrowingFile::open(path_));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "elsewhere"));
}

TEST_F(GrowingFileTest, AFolderIsRemovedWithWhatIsNamedAndNothingElse) {
  (void)GrowingFile::open(path_).value();
  (void)GrowingFile::open(folder_ / "other").value();
  EXPECT_FALSE(remove_folder(folder_, {"file"}));
  EXPECT_TRUE(std::filesystem::exists(folder_ / "other"));
  EXPECT_TRUE(remove_folder(folder_, {"file", "other", "none"}));
  EXPECT_FALSE(std::filesystem::exists(folder_));
  EXPECT_TRUE(remove_folder(folder_, {}));
  std::filesystem::create_directory(folder_);
  (void)GrowingFile::open(path_).value();
  EXPECT_FALSE(remove_folder_without_sync(folder_, {"other"}));
  EXPECT_TRUE(remove_folder_without_sync(folder_, {"file"}));
  EXPECT_FALSE(std::filesystem::exists(folder_));
  EXPECT_TRUE(remove_folder_without_sync(folder_, {"file"}));
}

}  // namespace
}  // namespace insyn
