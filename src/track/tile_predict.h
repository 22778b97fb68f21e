// Photo tiles as planes of differences: what two neighbouring pixels share is not written twice.
#pragma once

#include "base/bytes.h"
#include "track/tile.h"

namespace insyn::track {

// Plane 0 is green, 1 red minus green, 2 blue minus green, 3 the reason for which a pixel is withheld; all
// modulo 256. Plane 3 is as it is; in the others each value has its left neighbour subtracted, or at the
// start of a row the one above.
void predict_plane(const Tile& tile, int plane, std::array<std::uint8_t, kTilePixels>& out);

// Restores a tile of which `width` and `height` are set from `planes` planes that follow one another.
void unpredict_planes(ByteView bytes, int planes, Tile& tile);

}  // namespace insyn::track
