#include "os/watched_files.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace insyn {
namespace {

class WatchedFilesTest : public testing::Test {
 protected:
  WatchedFilesTest() {
    std::filesystem::create_directory(folder_);
    write(file_, "as it was");
    EXPECT_EQ(text_of(read_.read_file(file_, 100).value()), "as it was");
    read_.is_missing(missing_);
  }
  ~WatchedFilesTest() override { std::filesystem::remove_all(folder_); }

  static void write(const Path& file, std::string_view text) {
    ASSERT_TRUE(write_file(file, view_of(text), Access::kEveryoneReads, IfExists::kReplace));
  }
  WatchedFiles watched() const { return WatchedFiles(read_.contents()); }

  Path folder_ = std::filesystem::temp_directory_path() / ("insyn-watched-" + to_hex(random_bytes(8)));
  Path file_ = folder_ / "file", missing_ = folder_ / "missing";
  FilesRead read_;
};

TEST_F(WatchedFilesTest, AreTheSameWhileNothingHappensAndWhenWrittenAnewUnchanged) {
  WatchedFiles files = watched();
  EXPECT_EQ(files.changed(), nullptr);
  write(file_, "as it was");
  EXPECT_EQ(files.changed(), nullptr);
}

TEST_F(WatchedFilesTest, AChangeBetweenReadingAndWatchingIsNoticed) {
  write(file_, "as it is");
  WatchedFiles files = watched();
  ASSERT_NE(files.changed(), nullptr);
  EXPECT_EQ(*files.changed(), file_);
}

TEST_F(WatchedFilesTest, ARemovedFileAndOneThatComesAreChanges) {
  WatchedFiles files = watched();
  std::filesystem::remove(file_);
  ASSERT_NE(files.changed(), nullptr);
  EXPECT_EQ(*files.changed(), file_);
  write(file_, "as it was");
  EXPECT_EQ(files.changed(), nullptr);
  write(missing_, "");
  ASSERT_NE(files.changed(), nullptr);
  EXPECT_EQ(*files.changed(), missing_);
}

TEST_F(WatchedFilesTest, ALinkToNothingHasComeToo) {
  WatchedFiles files = watched();
  std::filesystem::create_symlink("/nowhere/at/all", missing_);
  EXPECT_NE(files.changed(), nullptr);
}

TEST_F(WatchedFilesTest, WhatCannotBeReadIsNotRemembered) {
  FilesRead read;
  EXPECT_FALSE(read.read_file(missing_, 100));
  EXPECT_FALSE(read.read_file(file_, 3));
  EXPECT_TRUE(read.contents().empty());
}

}  // namespace
}  // namespace insyn
