// Tiles: the files in which a ledger is stored and served (https://c2sp.org/tlog-tiles). A tile has 256
// hashes of one level, of every eighth level of the tree; a bundle has the entries of the tile at level 0.
// What lies at the right edge is partial: it has fewer.
#pragma once

#include <string>
#include <vector>

#include "ledger/tree/hash.h"

namespace insyn::ledger {

inline constexpr int kTileWidth = 256;

struct Tile {
  static constexpr int kEntries = -1;  // as a level: a bundle of entries

  int level = 0;            // of tiles: a hash at level n is over 256^n entries
  std::uint64_t index = 0;  // among those of its level, counted from 0
  int width = kTileWidth;   // in hashes or entries, 1 to kTileWidth
  bool operator==(const Tile&) const = default;
};

// "tile/0/x001/x234/067", "tile/1/000.p/17", "tile/entries/004".
std::string path_of(const Tile& tile);
// What path_of() writes for a tile that a tree of at most kLargestTree entries can have. kCorrupt otherwise.
Result<Tile> parse_tile_path(std::string_view path);

// How many hashes a tree of `size` entries has at a level of tiles; of entries at Tile::kEntries.
std::uint64_t hashes_at(int level, std::uint64_t size);
// The tile with the hash `index` of `level`, as wide as it is in a tree of `size` entries, which has that
// hash.
Tile tile_with(int level, std::uint64_t index, std::uint64_t size);

}  // namespace insyn::ledger
