#include "os/memory_file.h"

#include <gtest/gtest.h>

#include "os/file.h"

namespace insyn {
namespace {

TEST(MemoryFileTest, HoldsWhatItWasGivenForAsLongAsItIsThere) {
  Path path;
  {
    const MemoryFile file = MemoryFile::holding(view_of("call,time\n")).value();
    path = file.path();
    EXPECT_EQ(read_text(path, 100).value(), "call,time\n");
    EXPECT_EQ(read_text(path, 100).value(), "call,time\n") << "from its beginning each time";
    EXPECT_TRUE(std::filesystem::is_regular_file(path));
  }
  EXPECT_FALSE(read_text(path, 100));
}

// There is no name by which another process could open it.
TEST(MemoryFileTest, IsInNoFolder) {
  const MemoryFile file = MemoryFile::holding(view_of("x")).value();
  EXPECT_TRUE(std::filesystem::read_symlink(file.path()).string().starts_with("/memfd:"));
}

}  // namespace
}  // namespace insyn
