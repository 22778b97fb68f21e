// What a window manager has put around a window, with the window's title in it: the frame that marks it as
// being recorded lies around that too, and covers no title.
#pragma once

#include <xcb/xcb.h>

#include <array>

#include "base/geometry.h"
#include "indicator/x11/frame_extents.h"

namespace insyn::indicator::x11 {

// More than a manager's own on each side. What any program may say of a window moves its frame no further.
inline constexpr int kLargestDecoration = 128;

// What the property's left, right, top and bottom mean for a window that lies at `window`, inside the
// topmost window at `outermost`: never more than there is of that around it.
FrameExtents decoration_from(const std::array<std::uint32_t, 4>& values, const Rect& window,
                             const Rect& outermost);
// Where the manager says nothing, as i3: all that there is of the topmost window around it. Nothing where
// that is more than a manager's own would be on any side: then it is another program's, which it lies in.
FrameExtents decoration_around(const Rect& window, const Rect& outermost);

class DecorationReader {
 public:
  // The connection outlives it.
  explicit DecorationReader(xcb_connection_t* connection);
  // _NET_FRAME_EXTENTS (EWMH), whose change changes the answer.
  xcb_atom_t property() const { return property_; }
  FrameExtents read(xcb_window_t window, const Rect& place, const Rect& outermost) const;
  // The same where the topmost window is to be asked for.
  FrameExtents read(xcb_window_t window, const Rect& place) const;

 private:
  // Empty where the window is gone, or the topmost one itself.
  Rect outermost_of(xcb_window_t window) const;

  xcb_connection_t* c_;
  xcb_atom_t property_ = 0;
};

// `place` with what lies around it.
inline Rect with(const FrameExtents& around, const Rect& place) {
  return {place.x - around.left, place.y - around.top, place.width + around.left + around.right,
          place.height + around.top + around.bottom};
}

}  // namespace insyn::indicator::x11
