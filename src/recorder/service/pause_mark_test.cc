#include "recorder/service/pause_mark.h"

#include <gtest/gtest.h>

namespace insyn::recorder {
namespace {

class PauseMarkTest : public testing::Test {
 protected:
  PauseMarkTest() { std::filesystem::create_directory(folder_); }
  ~PauseMarkTest() override { std::filesystem::remove_all(folder_); }
  Path folder_ = std::filesystem::temp_directory_path() / ("insyn-pause-" + to_hex(random_bytes(8)));
};

TEST_F(PauseMarkTest, OutlivesTheRecorder) {
  EXPECT_FALSE(PauseMark(folder_).is_set());
  EXPECT_TRUE(PauseMark(folder_).clear());
  EXPECT_TRUE(PauseMark(folder_).set());
  EXPECT_TRUE(PauseMark(folder_).set());
  EXPECT_TRUE(PauseMark(folder_).is_set());
  EXPECT_TRUE(PauseMark(folder_).clear());
  EXPECT_FALSE(PauseMark(folder_).is_set());
}

TEST_F(PauseMarkTest, TellsNothingButThatThereIsAPause) {
  ASSERT_TRUE(PauseMark(folder_).set());
  EXPECT_EQ(std::filesystem::file_size(folder_ / "paused"), 0U);
}

TEST_F(PauseMarkTest, WhereItCannotBeToldItIsSet) {
  std::filesystem::create_directory_symlink(folder_ / "nowhere", folder_ / "paused");
  EXPECT_TRUE(PauseMark(folder_).is_set());
}

}  // namespace
}  // namespace insyn::recorder
