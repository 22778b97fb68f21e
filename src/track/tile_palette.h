// The colours of a tile's new rows, and each pixel's index into them.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "track/tile.h"

namespace insyn::track {

struct PaletteTile {
  std::vector<std::uint32_t> colours;  // ascending
  std::array<std::uint8_t, kTilePixels + kTileSide> indices;
};

// False where `pixels` have more than kLargestPalette colours. At most as many pixels as there are indices.
bool make_palette(std::span<const std::uint32_t> pixels, PaletteTile& out);

// The first `pixels` indices, in as few bits as the palette allows.
void pack_indices(const PaletteTile& tile, std::size_t pixels, ByteWriter& out);

// As four planes, blue first.
void put_colours(std::span<const std::uint32_t> colours, ByteWriter& out);

}  // namespace insyn::track
