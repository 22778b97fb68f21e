// A surface's tiles: 32×32 pixels from its top left corner, smaller at the right and the lower edge.
#pragma once

#include <algorithm>

#include "track/codec/pixels.h"
#include "track/codec/tile.h"

namespace insyn::track {

// Neighbouring tiles in row-major order.
struct TileRun {
  std::size_t first = 0, count = 0;
};

class TileGrid {
 public:
  TileGrid(int width, int height) : width_(width), height_(height) {}

  int columns() const { return (width_ + kTileSide - 1) / kTileSide; }
  int rows() const { return (height_ + kTileSide - 1) / kTileSide; }
  std::size_t count() const { return static_cast<std::size_t>(columns()) * static_cast<std::size_t>(rows()); }

  Rect tile(int column, int row) const {
    const int x = column * kTileSide, y = row * kTileSide;
    return {x, y, std::min(kTileSide, width_ - x), std::min(kTileSide, height_ - y)};
  }
  std::size_t number_of(int column, int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns()) +
           static_cast<std::size_t>(column);
  }
  // By its number in row-major order.
  Rect tile(std::size_t number) const {
    const auto wide = static_cast<std::size_t>(columns());
    return tile(static_cast<int>(number % wide), static_cast<int>(number / wide));
  }

 private:
  int width_;
  int height_;
};

inline void load_tile(const Image& image, const Rect& at, Tile& tile) {
  tile.width = at.width;
  tile.height = at.height;
  for (int y = 0; y < at.height; ++y)
    std::copy_n(image.row(at.y + y) + at.x, at.width, tile.pixels.data() + y * at.width);
}

inline PixelView view_of(const Tile& tile) {
  return {tile.pixels.data(), tile.width, tile.height, tile.width};
}

}  // namespace insyn::track
