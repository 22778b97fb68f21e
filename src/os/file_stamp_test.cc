#include "os/file_stamp.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "os/file.h"
#include "os/watched_files.h"

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

// What was written just now may be written again without another stamp.
TEST_F(FileStampTest, IsSettledOnlyOnceTheFileSystemsClockHasGoneOn) {
  FileStamp stamp = stamp_of(file_).value();
  EXPECT_FALSE(is_settled(stamp));
  stamp.changed_ns += 3'600'000'000'000;
  EXPECT_FALSE(is_settled(stamp));
  stamp.changed_ns -= 3'602'000'000'000;
  EXPECT_TRUE(is_settled(stamp));
  FilesRead read;
  ASSERT_TRUE(read.read_file(file_, 100));
  EXPECT_FALSE(read.contents().front().stamp);
}

TEST_F(FileStampTest, AFileThatIsGoneHasNone) { EXPECT_FALSE(stamp_of(folder_ / "none")); }

}  // namespace
}  // namespace insyn
