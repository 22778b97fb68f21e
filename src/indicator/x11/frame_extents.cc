#include "indicator/x11/frame_extents.h"

#include <cstring>
#include <string_view>

#include "indicator/x11/reply.h"

namespace insyn::indicator::x11 {

FrameExtentsReader::FrameExtentsReader(xcb_connection_t* connection) : c_(connection) {
  constexpr std::string_view kName = "_GTK_FRAME_EXTENTS";
  const Owned<xcb_intern_atom_reply_t> reply(
      xcb_intern_atom_reply(c_, xcb_intern_atom(c_, 0, kName.size(), kName.data()), nullptr));
  if (reply) property_ = reply->atom;
}

FrameExtents FrameExtentsReader::read(xcb_window_t window, int width, int height) const {
  const Owned<xcb_get_property_reply_t> reply(xcb_get_property_reply(
      c_, xcb_get_property(c_, 0, window, property_, XCB_ATOM_CARDINAL, 0, 4), nullptr));
  if (!reply || reply->format != 32 || reply->value_len != 4) return {};
  std::array<std::uint32_t, 4> values{};
  std::memcpy(values.data(), xcb_get_property_value(reply.get()), sizeof values);
  return frame_extents_from(values, width, height);
}

FrameExtents frame_extents_from(const std::array<std::uint32_t, 4>& values, int width, int height) {
  const auto limit_x = static_cast<std::uint32_t>(width), limit_y = static_cast<std::uint32_t>(height);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] >= (i < 2 ? limit_x : limit_y)) return {};
  }
  if (values[0] + values[1] >= limit_x || values[2] + values[3] >= limit_y) return {};
  return {static_cast<int>(values[0]), static_cast<int>(values[1]), static_cast<int>(values[2]),
          static_cast<int>(values[3])};
}

}  // namespace insyn::indicator::x11
