#include "os/file_owner.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "os/file.h"

namespace insyn {
namespace {

using std::filesystem::perms;

class FileOwnerTest : public testing::Test {
 protected:
  FileOwnerTest() {
    std::filesystem::create_directory(folder_);
    std::ofstream(file_) << "as it was";
  }
  ~FileOwnerTest() override { std::filesystem::remove_all(folder_); }
  void allow_others(const Path& path) {
    std::filesystem::permissions(path, perms::others_write, std::filesystem::perm_options::add);
  }
  Path folder_ = std::filesystem::temp_directory_path() / ("insyn-owner-" + to_hex(random_bytes(8)));
  Path file_ = folder_ / "file";
};

TEST_F(FileOwnerTest, AFileThatOthersCanChangeIsRefused) {
  EXPECT_TRUE(owner_of(file_));
  allow_others(file_);
  EXPECT_EQ(owner_of(file_).error().code, Code::kDenied);
  std::filesystem::permissions(file_, perms::others_write, std::filesystem::perm_options::remove);
  allow_others(folder_);
  EXPECT_EQ(owner_of(file_).error().code, Code::kDenied) << "they can put another in its place";
}

TEST_F(FileOwnerTest, AFolderFurtherUpThatOthersCanChangeIsRefused) {
  const Path inner = folder_ / "etc" / "insyn";
  std::filesystem::create_directories(inner);
  std::ofstream(inner / "file") << "x";
  EXPECT_TRUE(owner_of(inner / "file"));
  allow_others(folder_);
  EXPECT_EQ(owner_of(inner / "file").error().code, Code::kDenied);
  std::filesystem::permissions(folder_, perms::sticky_bit, std::filesystem::perm_options::add);
  EXPECT_TRUE(owner_of(inner / "file")) << "there nobody moves what is not theirs";
}

// Only root can make a folder somebody else's.
TEST_F(FileOwnerTest, TheOwnerOfAFolderFurtherUpCounts) {
  if (::getuid() != 0) GTEST_SKIP() << "takes root";
  const Path inner = folder_ / "insyn";
  std::filesystem::create_directory(inner);
  std::ofstream(inner / "file") << "x";
  EXPECT_EQ(owner_of(inner / "file").value(), Owner::kAdministrator);
  ASSERT_EQ(::chown(folder_.c_str(), 65534, 65534), 0);
  EXPECT_EQ(owner_of(inner / "file").error().code, Code::kDenied) << "another user's";
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setuid(65534) != 0) ::_exit(2);
    const auto owner = owner_of(inner / "file");
    ::_exit(owner && *owner == Owner::kThisUser ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}

TEST_F(FileOwnerTest, ALinkIsRefused) {
  std::filesystem::create_symlink(file_, folder_ / "link");
  const auto owner = owner_of(folder_ / "link");
  ASSERT_FALSE(owner);
  EXPECT_NE(owner.error().message.find("is a symbolic link"), std::string::npos) << owner.error().message;
}

TEST_F(FileOwnerTest, AMissingUserIsAnError) {
  EXPECT_FALSE(is_user("insyn-no-such-user"));
  EXPECT_FALSE(give_to_user(file_, "insyn-no-such-user"));
}

}  // namespace
}  // namespace insyn
