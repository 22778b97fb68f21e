#include "indicator/x11/viewport.h"

#include <cmath>
#include <utility>

namespace insyn::indicator::x11 {
namespace {

double number(xcb_render_fixed_t value) { return value / 65536.0; }

int whole(double size) { return static_cast<int>(std::ceil(std::fmin(std::fabs(size), 65535.0))); }

}  // namespace

ViewSize view_of(int mode_width, int mode_height, std::uint16_t rotation,
                 const xcb_render_transform_t& transform) {
  if ((rotation & (XCB_RANDR_ROTATION_ROTATE_90 | XCB_RANDR_ROTATION_ROTATE_270)) != 0)
    std::swap(mode_width, mode_height);
  const double width = std::fabs(number(transform.matrix11)) * mode_width +
                       std::fabs(number(transform.matrix12)) * mode_height;
  const double height = std::fabs(number(transform.matrix21)) * mode_width +
                        std::fabs(number(transform.matrix22)) * mode_height;
  // Of a projection the last row divides.
  const double depth = number(transform.matrix33);
  if (depth <= 0) return {};
  return {whole(width / depth), whole(height / depth)};
}

bool pans(int total_width, int total_height, ViewSize view) {
  if (total_width == 0 || total_height == 0) return false;
  return total_width > view.width || total_height > view.height;
}

}  // namespace insyn::indicator::x11
