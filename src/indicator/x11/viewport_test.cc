#include "indicator/x11/viewport.h"

#include <gtest/gtest.h>

namespace insyn::indicator::x11 {
namespace {

constexpr xcb_render_fixed_t fixed(double value) { return static_cast<xcb_render_fixed_t>(value * 65536); }

xcb_render_transform_t scaled(double x, double y) {
  xcb_render_transform_t transform{};
  transform.matrix11 = fixed(x);
  transform.matrix22 = fixed(y);
  transform.matrix33 = fixed(1);
  return transform;
}

TEST(Viewport, OfAMonitorThatIsTurnedAndScaled) {
  const ViewSize plain = view_of(1920, 1080, XCB_RANDR_ROTATION_ROTATE_0, scaled(1, 1));
  EXPECT_EQ(plain.width, 1920);
  EXPECT_EQ(plain.height, 1080);
  const ViewSize turned = view_of(1920, 1080, XCB_RANDR_ROTATION_ROTATE_270, scaled(2, 1.5));
  EXPECT_EQ(turned.width, 2160);
  EXPECT_EQ(turned.height, 2880);
}

TEST(Viewport, OneThatIsSmallerThanWhatItPansOverShowsAPartOnly) {
  const ViewSize view = view_of(1280, 720, XCB_RANDR_ROTATION_ROTATE_0, scaled(1, 1));
  EXPECT_TRUE(pans(2400, 1080, view));
  EXPECT_TRUE(pans(1280, 721, view));
  EXPECT_FALSE(pans(1280, 720, view));
  EXPECT_FALSE(pans(0, 0, view));
  // Desktops that scale set the panning to what is shown then.
  EXPECT_FALSE(pans(2560, 1440, view_of(1280, 720, XCB_RANDR_ROTATION_ROTATE_0, scaled(2, 2))));
}

TEST(Viewport, OfAProjectionThatCannotBeFollowedIsNothing) {
  xcb_render_transform_t transform = scaled(1, 1);
  transform.matrix33 = 0;
  EXPECT_TRUE(pans(1280, 720, view_of(1280, 720, XCB_RANDR_ROTATION_ROTATE_0, transform)));
}

}  // namespace
}  // namespace insyn::indicator::x11
