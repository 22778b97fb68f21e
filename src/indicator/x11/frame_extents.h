// Where the eye sees a window that draws its own frame: GTK makes such windows larger than they look, by an
// invisible margin in which they draw their shadow, and tells how wide it is (_GTK_FRAME_EXTENTS).
#pragma once

#include <xcb/xcb.h>

#include <array>

#include "base/geometry.h"

namespace insyn::indicator::x11 {

struct FrameExtents {
  int left = 0, right = 0, top = 0, bottom = 0;
  bool operator==(const FrameExtents&) const = default;
};

// What the property's left, right, top and bottom mean for a window of this size: nothing where the margin
// that it claims would leave nothing of it.
FrameExtents frame_extents_from(const std::array<std::uint32_t, 4>& values, int width, int height);

class FrameExtentsReader {
 public:
  // The connection outlives it.
  explicit FrameExtentsReader(xcb_connection_t* connection);
  // The property whose change changes the answer.
  xcb_atom_t property() const { return property_; }
  // Of a window of this size; none where it claims what leaves nothing of it.
  FrameExtents read(xcb_window_t window, int width, int height) const;

 private:
  xcb_connection_t* c_;
  xcb_atom_t property_ = 0;
};

// What is left of `whole` without the margin.
inline Rect without(const FrameExtents& margin, const Rect& whole) {
  return {whole.x + margin.left, whole.y + margin.top, whole.width - margin.left - margin.right,
          whole.height - margin.top - margin.bottom};
}

}  // namespace insyn::indicator::x11
