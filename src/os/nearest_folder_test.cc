#include "os/nearest_folder.h"

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "os/local_socket.h"

namespace insyn {
namespace {

namespace fs = std::filesystem;

class NearestFolderTest : public testing::Test {
 protected:
  NearestFolderTest() : folder_(fs::temp_directory_path() / ("insyn-nearest-" + to_hex(random_bytes(8)))) {
    fs::create_directory(folder_);
  }
  ~NearestFolderTest() override { fs::remove_all(folder_); }
  static bool tells(const std::optional<FolderWatch>& watch) {
    return watch && wait_until_readable(watch->fd(), std::chrono::milliseconds(0));
  }

  const Path folder_;
};

TEST_F(NearestFolderTest, ComesNearerAsWhatIsMissingIsMade) {
  const Path wanted = folder_ / "a" / "b";
  auto watch = watch_nearest_folder(wanted);
  EXPECT_FALSE(tells(watch));
  for (const char* made : {"a", "a/b", "a/b/something"}) {
    fs::create_directory(folder_ / made);
    EXPECT_TRUE(tells(watch)) << made;
    watch = watch_nearest_folder(wanted);
    EXPECT_FALSE(tells(watch)) << made;
  }
  fs::remove_all(folder_ / "a");
  EXPECT_TRUE(tells(watch)) << "it is gone again";
}

TEST_F(NearestFolderTest, OneThatIsTooFarAwayIsNotWatched) {
  EXPECT_TRUE(watch_nearest_folder(folder_ / "a" / "b" / "c"));
  EXPECT_FALSE(watch_nearest_folder(folder_ / "a" / "b" / "c" / "d"));
}

}  // namespace
}  // namespace insyn
