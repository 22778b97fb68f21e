// Writes single tiles in their shortest form, remembering the tiles and rows written before.
#pragma once

#include "track/codec/content_memory.h"
#include "track/codec/tile.h"
#include "track/codec/tile_models.h"
#include "track/codec/tile_rows.h"

namespace insyn::track {

class TileEncoder {
 public:
  // A random seed keeps anything on the screen from aiming at hash collisions.
  explicit TileEncoder(std::uint64_t seed) : seed_(seed), rows_(seed) {}

  // Tells that `tile` now stands in `image`, where something else stood, and puts it there. Withheld pixels
  // are allowed. Returns how many pixels were told one by one.
  std::int64_t encode(const Tile& tile, Image& image, Point at, RangeEncoder& coder);
  // The same for a moving picture of 32×32 kept pixels: in `image` there is then what a reader sees, which is
  // about the tile.
  std::int64_t encode_roughly(const Tile& tile, Image& image, Point at, std::uint32_t fineness,
                              RangeEncoder& coder);
  // Forgets everything, as an index point does.
  void reset();

 private:
  bool encode_seen(const Tile& tile, RangeEncoder& coder);
  std::int64_t encode_photo(const Tile& tile, Image& image, Point at, RangeEncoder& coder);
  std::int64_t encode_rows(const Tile& tile, Image& image, Point at, RangeEncoder& coder);

  std::uint64_t seed_;
  TileModels models_;
  ContentMemory tiles_{kTileStoreSize};
  RowDivider rows_;
  // A screen that is shown again mostly refers to one tile after another.
  std::uint64_t expected_tile_ = 0;
};

}  // namespace insyn::track
