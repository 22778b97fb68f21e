// Motion search for scrolled pages: finds areas whose pixels were there before, further up or down, so that
// they can be coded as copies.
#pragma once

#include <cstdint>
#include <vector>

#include "track/codec/pixels.h"

namespace insyn::track {

struct Motion {
  Rect from;
  Point to;
};

// Searches `area` of `before`, which now has the pixels `captured`, for areas that have moved vertically by
// one common distance. Each is a copy within the image; applied in order they make the image more similar to
// `captured`, not equal. Withheld pixels are never moved. Rows are matched by hashes with `seed`, which is
// random so that nothing on the screen can be made to collide; the result does not depend on it.
std::vector<Motion> find_motion(const Image& before, const Rect& area, PixelView captured,
                                std::uint64_t seed);

}  // namespace insyn::track
