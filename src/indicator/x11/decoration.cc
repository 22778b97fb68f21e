#include "indicator/x11/decoration.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>

#include "indicator/x11/reply.h"

namespace insyn::indicator::x11 {
namespace {

constexpr int kDeepest = 16;  // how many windows one may lie in

}  // namespace

DecorationReader::DecorationReader(xcb_connection_t* connection) : c_(connection) {
  constexpr std::string_view kName = "_NET_FRAME_EXTENTS";
  const Owned<xcb_intern_atom_reply_t> reply(
      xcb_intern_atom_reply(c_, xcb_intern_atom(c_, 0, kName.size(), kName.data()), nullptr));
  if (reply) property_ = reply->atom;
}

FrameExtents DecorationReader::read(xcb_window_t window, const Rect& place, const Rect& outermost) const {
  const Owned<xcb_get_property_reply_t> reply(xcb_get_property_reply(
      c_, xcb_get_property(c_, 0, window, property_, XCB_ATOM_CARDINAL, 0, 4), nullptr));
  if (!reply) return {};
  if (reply->format != 32 || reply->value_len != 4) return decoration_around(place, outermost);
  std::array<std::uint32_t, 4> values{};
  std::memcpy(values.data(), xcb_get_property_value(reply.get()), sizeof values);
  return decoration_from(values, place, outermost);
}

FrameExtents DecorationReader::read(xcb_window_t window, const Rect& place) const {
  return read(window, place, outermost_of(window));
}

Rect DecorationReader::outermost_of(xcb_window_t window) const {
  for (int depth = 0; depth < kDeepest; ++depth) {
    const Owned<xcb_query_tree_reply_t> tree(xcb_query_tree_reply(c_, xcb_query_tree(c_, window), nullptr));
    if (!tree) return {};
    if (tree->parent != tree->root) {
      window = tree->parent;
      continue;
    }
    if (depth == 0) return {};
    const Owned<xcb_get_geometry_reply_t> geometry(
        xcb_get_geometry_reply(c_, xcb_get_geometry(c_, window), nullptr));
    if (!geometry) return {};
    return {geometry->x, geometry->y, geometry->width + 2 * geometry->border_width,
            geometry->height + 2 * geometry->border_width};
  }
  return {};
}

FrameExtents decoration_from(const std::array<std::uint32_t, 4>& values, const Rect& window,
                             const Rect& outermost) {
  const auto side = [](std::uint32_t said, int there) {
    const auto most = static_cast<std::uint32_t>(std::clamp(there, 0, kLargestDecoration));
    return static_cast<int>(std::min(said, most));
  };
  if (outermost.empty()) return {};
  return {side(values[0], window.x - outermost.x), side(values[1], outermost.right() - window.right()),
          side(values[2], window.y - outermost.y), side(values[3], outermost.bottom() - window.bottom())};
}

FrameExtents decoration_around(const Rect& window, const Rect& outermost) {
  const FrameExtents around{window.x - outermost.x, outermost.right() - window.right(),
                            window.y - outermost.y, outermost.bottom() - window.bottom()};
  const auto is_a_managers = [](int side) { return side >= 0 && side <= kLargestDecoration; };
  const bool all = is_a_managers(around.left) && is_a_managers(around.right) && is_a_managers(around.top) &&
                   is_a_managers(around.bottom);
  return all ? around : FrameExtents();
}

}  // namespace insyn::indicator::x11
