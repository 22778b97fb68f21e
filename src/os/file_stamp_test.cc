#include "os/file_stamp.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace insyn {
namespace {

using std::filesystem::perms;

class FileStampTest : public testing::Test {
 protected:
  FileStampTest() {
    std::filesystem::create_directory(folder_);
    std::ofstream(file_) << "as it was";
  }
  ~FileStampTest() override { std::filesystem::remove_all(folder_); }
  void allow_others(const Path& path) {
    std::filesystem::permissions(path, perms::others_write, std::filesystem::perm_options::add);
  }
  Path folder_ = std::filesystem::temp_directory_path() / ("insyn-stamp-" + to_hex(random_bytes(8)));
  Path file_ = folder_ / "file";
};

TEST_F(FileStampTest, StaysWhileNothingHappens) {
  EXPECT_EQ(stamp_of(file_).value(), stamp_of(file_).value());
}

TEST_F(FileStampTest, ChangesWithContentPlaceAndRights) {
  FileStamp before = stamp_of(file_).value();
  const auto changes = [&] { return std::exchange(before, stamp_of(file_).value()) != before; };
  std::ofstream(file_) << "as it is!";
  EXPECT_TRUE(changes());
  std::filesystem::copy_file(file_, folder_ / "other");
  std::filesystem::rename(folder_ / "other", file_);
  EXPECT_TRUE(changes());
  allow_others(file_);
  EXPECT_TRUE(changes());
}

TEST_F(FileStampTest, AFileThatIsGoneHasNone) { EXPECT_FALSE(stamp_of(folder_ / "none")); }

TEST_F(FileStampTest, WhatOthersCanChangeHasNoKeeper) {
  EXPECT_TRUE(keeper_of(file_));
  allow_others(file_);
  EXPECT_EQ(keeper_of(file_).error().code, Code::kDenied);
  std::filesystem::permissions(file_, perms::others_write, std::filesystem::perm_options::remove);
  allow_others(folder_);
  EXPECT_EQ(keeper_of(file_).error().code, Code::kDenied) << "they can put another in its place";
}

TEST_F(FileStampTest, WhoCanRenameAFolderAboveKeepsWhatIsInIt) {
  const Path inner = folder_ / "etc" / "insyn";
  std::filesystem::create_directories(inner);
  std::ofstream(inner / "file") << "x";
  EXPECT_TRUE(keeper_of(inner / "file"));
  allow_others(folder_);
  EXPECT_EQ(keeper_of(inner / "file").error().code, Code::kDenied);
  std::filesystem::permissions(folder_, perms::sticky_bit, std::filesystem::perm_options::add);
  EXPECT_TRUE(keeper_of(inner / "file")) << "there nobody moves what is not theirs";
}

// Only root can make a folder somebody else's.
TEST_F(FileStampTest, WhoOwnsAFolderAboveIsTheKeeper) {
  if (::getuid() != 0) GTEST_SKIP() << "takes root";
  const Path inner = folder_ / "insyn";
  std::filesystem::create_directory(inner);
  std::ofstream(inner / "file") << "x";
  EXPECT_EQ(keeper_of(inner / "file").value(), Keeper::kAdministrator);
  ASSERT_EQ(::chown(folder_.c_str(), 65534, 65534), 0);
  EXPECT_EQ(keeper_of(inner / "file").error().code, Code::kDenied) << "another user's";
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setuid(65534) != 0) ::_exit(2);
    const auto keeper = keeper_of(inner / "file");
    ::_exit(keeper && *keeper == Keeper::kThisUser ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}

TEST_F(FileStampTest, ALinkHasNoKeeper) {
  std::filesystem::create_symlink(file_, folder_ / "link");
  const auto keeper = keeper_of(folder_ / "link");
  ASSERT_FALSE(keeper);
  EXPECT_NE(keeper.error().message.find("is a link"), std::string::npos) << keeper.error().message;
}

TEST_F(FileStampTest, AGroupThatIsNotThereIsGivenNothing) {
  EXPECT_FALSE(share_with_group(file_, "insyn-no-such-group"));
}

}  // namespace
}  // namespace insyn
