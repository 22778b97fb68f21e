#include "os/lasting_folder.h"

#include <gtest/gtest.h>

#include "base/bytes.h"

namespace insyn {
namespace {

namespace fs = std::filesystem;

TEST(LastingFolder, IsMadeOnceAndFoundThen) {
  const Path folder = fs::temp_directory_path() / ("insyn-lasting-" + to_hex(random_bytes(8)));
  EXPECT_TRUE(ensure_lasting_folder(folder));
  EXPECT_TRUE(ensure_lasting_folder(folder));
  EXPECT_EQ(fs::status(folder).permissions(), fs::perms::owner_all);
  EXPECT_FALSE(ensure_lasting_folder(folder / "b" / "c")) << "one at a time";
  EXPECT_FALSE(sync_folder(folder / "b"));
  fs::remove_all(folder);
}

}  // namespace
}  // namespace insyn
