// Tiles: the unit in which a surface's changes are coded, 32×32 pixels from its top left corner, smaller at
// the right and lower edges.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "track/codec/format.h"
#include "track/codec/pixels.h"

namespace insyn::track {

// The pixels of a tile, in rows without padding. Uninitialised until loaded.
struct Tile {
  int width = 0;
  int height = 0;
  std::array<std::uint32_t, kTilePixels> pixels;

  std::size_t count() const { return static_cast<std::size_t>(width) * static_cast<std::size_t>(height); }
  PixelView view() const { return {pixels.data(), width, height, width}; }
  std::uint32_t* row(int y) { return pixels.data() + y * width; }
  const std::uint32_t* row(int y) const { return pixels.data() + y * width; }
};

inline void load_tile(const Image& image, const Rect& at, Tile& tile) {
  tile.width = at.width;
  tile.height = at.height;
  for (int y = 0; y < at.height; ++y)
    std::copy_n(image.row(at.y + y) + at.x, at.width, tile.pixels.data() + y * at.width);
}

// Whether the tile has more than about `count` colours and no withheld pixel. Colours are counted by hash, so
// that a few may be missed.
bool has_more_colours_than(const Tile& tile, std::size_t count);

// More colours than drawn text and lines have: the content of photos and videos.
inline constexpr std::size_t kPhotoColours = 200;

// Consecutive tiles in row-major order.
struct TileRun {
  std::size_t first = 0, count = 0;
};

// The tiles of a surface of this size, numbered in row-major order.
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
  Rect tile(std::size_t number) const {
    const auto wide = static_cast<std::size_t>(columns());
    return tile(static_cast<int>(number % wide), static_cast<int>(number / wide));
  }
  std::size_t number_of(int column, int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns()) +
           static_cast<std::size_t>(column);
  }

 private:
  int width_;
  int height_;
};

}  // namespace insyn::track
