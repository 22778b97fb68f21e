#include "recorder/capture/x11/read_plan.h"

namespace insyn::recorder::x11 {
namespace {
constexpr std::size_t kMostRequests = 16;
}  // namespace

std::vector<Rect> areas_to_read(const Region& drawn) {
  if (drawn.empty()) return {};
  const Rect box = drawn.bounding_box();
  const bool scattered = drawn.rects().size() > kMostRequests;
  const bool nearly_all = drawn.area() * 10 >= box.area() * 7;
  if (scattered || nearly_all) return {box};
  return drawn.rects();
}

}  // namespace insyn::recorder::x11
