#include "os/file.h"

#include <gtest/gtest.h>

#include <fstream>

namespace insyn {
namespace {

class FileTest : public ::testing::Test {
 protected:
  FileTest() : folder_(std::filesystem::temp_directory_path() / ("insyn-file-" + to_hex(random_bytes(8)))) {
    std::filesystem::create_directory(folder_);
  }
  ~FileTest() override { std::filesystem::remove_all(folder_); }

  Path folder_;
};

TEST_F(FileTest, WritesWholeFilesForTheOwnerOnly) {
  ASSERT_TRUE(write_file(folder_ / "a", view_of("hej"), Access::kOwnerOnly, IfExists::kRefuse).has_value());
  EXPECT_EQ(read_text(folder_ / "a", 10).value(), "hej");
  EXPECT_EQ(std::filesystem::status(folder_ / "a").permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_EQ(list_folder(folder_, 10).value(), std::vector<std::string>{"a"}) << "no temporary file left";
}

TEST_F(FileTest, RefusesToOverwriteWhereAsked) {
  ASSERT_TRUE(write_file(folder_ / "a", view_of("1"), Access::kOwnerOnly, IfExists::kRefuse).has_value());
  EXPECT_FALSE(write_file(folder_ / "a", view_of("2"), Access::kOwnerOnly, IfExists::kRefuse).has_value());
  EXPECT_EQ(read_text(folder_ / "a", 10).value(), "1");
  EXPECT_EQ(list_folder(folder_, 10).value().size(), 1U) << "no temporary file left";
  EXPECT_TRUE(write_file(folder_ / "a", view_of("2"), Access::kOwnerOnly, IfExists::kReplace).has_value());
  EXPECT_EQ(read_text(folder_ / "a", 10).value(), "2");
}

TEST_F(FileTest, RefusesWhatIsTooLargeOrNoFile) {
  ASSERT_TRUE(append_to_file(folder_ / "a", view_of("hej")).has_value());
  EXPECT_FALSE(read_file(folder_ / "a", 2).has_value());
  EXPECT_FALSE(read_file(folder_, 100).has_value());
  EXPECT_FALSE(read_file(folder_ / "none", 100).has_value());
}

TEST_F(FileTest, ReadsExactlyTheRangeAskedFor) {
  ASSERT_TRUE(append_to_file(folder_ / "a", view_of("0123456789")));
  EXPECT_EQ(text_of(read_file_range(folder_ / "a", 3, 4).value()), "3456");
  EXPECT_EQ(text_of(read_file_range(folder_ / "a", 9, 1).value()), "9");
  EXPECT_TRUE(read_file_range(folder_ / "a", 10, 0).value().empty());
  for (const auto& [from, length] : std::vector<std::pair<std::uint64_t, std::size_t>>{
           {9, 2}, {10, 1}, {11, 0}, {UINT64_MAX, 1}, {0, SIZE_MAX}}) {
    const auto range = read_file_range(folder_ / "a", from, length);
    ASSERT_FALSE(range) << from << " " << length;
    EXPECT_EQ(range.error().code, Code::kCorrupt);
  }
  EXPECT_FALSE(read_file_range(folder_, 0, 1));
}

TEST_F(FileTest, AFullDiskIsSaidToBeFull) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP();
  const Status written = append_to_file("/dev/full", view_of("x"));
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().code, Code::kFull);
}

}  // namespace
}  // namespace insyn
