#include "os/watched_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

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

// The clock of the file system goes in steps: two changes within one leave the same stamp.
TEST_F(WatchedFilesTest, AChangeWithinOneStepOfTheFileSystemsClockIsNoticed) {
  const auto rewrite = [&](const char* text) { std::ofstream(file_) << text; };
  for (int i = 0; i < 100; ++i) {
    rewrite("as it was");
    FilesRead read;
    ASSERT_TRUE(read.read_file(file_, 100));
    WatchedFiles files(read.contents());
    ASSERT_EQ(files.changed(), nullptr);
    const FileStamp before = stamp_of(file_).value();
    rewrite("as it is!");
    if (stamp_of(file_).value() != before) continue;
    EXPECT_NE(files.changed(), nullptr);
    return;
  }
  GTEST_SKIP() << "this file system's clock goes in finer steps than it is asked";
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
