// Finds what a scrolled page has in common with what was there before.
#pragma once

#include <vector>

#include "track/codec/pixels.h"
#include "track/codec/surfaces.h"

namespace insyn::track {

// Whether `count` new pixels, of which the top byte says nothing, equal kept ones.
inline bool same_pixels(const std::uint32_t* fresh, const std::uint32_t* kept, int count) {
  std::uint32_t differences = 0;
  for (int i = 0; i < count; ++i) differences |= (fresh[i] & kColourMask) ^ kept[i];
  return differences == 0;
}

struct Move {
  Rect from;
  Point to;
};

// Areas of `before` that have moved up or down inside `area`, which now looks like `fresh`. Applied in order,
// each as a copy within the picture, they bring it closer to `fresh`; what still differs is for the caller. A
// random seed keeps anything on the screen from aiming at hash collisions; the answer does not depend on it.
std::vector<Move> find_moves(const Image& before, const Rect& area, PixelView fresh, std::uint64_t seed);

}  // namespace insyn::track
