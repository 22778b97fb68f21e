// A tile: the unit in which a surface's changes are written.
#pragma once

#include <array>
#include <cstdint>

#include "track/codec/format.h"

namespace insyn::track {

// A tile's pixels, rows without gaps.
struct Tile {
  int width = 0;
  int height = 0;
  std::array<std::uint32_t, kTilePixels> pixels;

  std::size_t count() const { return static_cast<std::size_t>(width) * static_cast<std::size_t>(height); }
  std::uint32_t* row(int y) { return pixels.data() + y * width; }
  const std::uint32_t* row(int y) const { return pixels.data() + y * width; }
};

}  // namespace insyn::track
