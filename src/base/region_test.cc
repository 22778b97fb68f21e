#include "base/region.h"

#include <gtest/gtest.h>

namespace insyn {
namespace {

TEST(Region, CountsOverlapsOnce) {
  Region region({0, 0, 10, 10});
  region.add({5, 5, 10, 10});
  EXPECT_EQ(region.area(), 175);
  EXPECT_EQ(region.bounding_box(), (Rect{0, 0, 15, 15}));
}

TEST(Region, AHoleLeavesWhatIsAround) {
  Region region({0, 0, 10, 10});
  region.subtract({2, 3, 4, 5});
  EXPECT_EQ(region.area(), 80);
  EXPECT_TRUE(region.within({2, 3, 4, 5}).empty());
  region.subtract({-5, -5, 50, 50});
  EXPECT_TRUE(region.empty());
}

}  // namespace
}  // namespace insyn
