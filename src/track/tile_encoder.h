// Writes single tiles in their shortest form, remembering the tiles, rows and palettes written before.
#pragma once

#include "track/content_memory.h"
#include "track/frame.h"
#include "track/tile.h"
#include "track/tile_palette.h"
#include "track/tile_rows.h"

namespace insyn::track {

class TileEncoder {
 public:
  // A random seed keeps anything on the screen from aiming at hash collisions.
  explicit TileEncoder(std::uint64_t seed) : seed_(seed), rows_(seed) {}

  // Appends `tile` to the streams. Withheld pixels are allowed.
  void encode(const Tile& tile, StreamWriters& streams);
  // Forgets everything, as an index point does.
  void reset();

 private:
  bool encode_seen(const ContentHash& hash, StreamWriters& streams);
  void gather_new_pixels(const Tile& tile);
  void encode_with_palette(StreamWriters& streams);
  void encode_with_planes(const Tile& tile, StreamWriters& streams);
  void put_palette(StreamWriters& streams);
  void put_run(const RowRun& run, StreamWriters& streams);

  std::uint64_t seed_;
  ContentMemory tiles_{kTileStoreSize};
  ContentMemory palettes_{kPaletteStoreSize};
  RowDivider rows_;
  // A screen that is shown again mostly refers to one tile after another.
  std::uint64_t expected_tile_ = 0;
  std::uint64_t expected_row_ = 0;

  // Of the tile that is being written.
  const std::vector<RowRun>* runs_ = nullptr;
  Tile fresh_;                          // its new rows
  std::vector<std::uint32_t> colours_;  // the pixels of its new rows, then one for each plain run
  PaletteTile palette_;
};

}  // namespace insyn::track
