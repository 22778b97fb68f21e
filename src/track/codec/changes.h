// What has changed since the pixels that were kept last.
#pragma once

#include <algorithm>

#include "track/codec/moves.h"

namespace insyn::track {

// Whether `area` of `shadow` looks otherwise than `fresh`, its new pixels.
inline bool differs(const Image& shadow, const Rect& area, PixelView fresh) {
  for (int y = 0; y < area.height; ++y)
    if (!same_pixels(fresh.row(y), shadow.row(area.y + y) + area.x, area.width)) return true;
  return false;
}

// The smallest rectangle (in `area`'s coordinates) around everything that differs.
inline Rect changed_bounds(const Image& shadow, const Rect& area, PixelView fresh) {
  int top = area.height, bottom = 0, left = area.width, right = 0;
  for (int y = 0; y < area.height; ++y) {
    const std::uint32_t* kept = shadow.row(area.y + y) + area.x;
    const std::uint32_t* row = fresh.row(y);
    if (same_pixels(row, kept, area.width)) continue;
    top = std::min(top, y);
    bottom = y + 1;
    int x = 0;
    while (x < left && (row[x] & kColourMask) == kept[x]) ++x;
    left = x;
    x = area.width;
    while (x > right && (row[x - 1] & kColourMask) == kept[x - 1]) --x;
    right = x;
  }
  return bottom == 0 ? Rect{} : Rect{left, top, right - left, bottom - top};
}

}  // namespace insyn::track
