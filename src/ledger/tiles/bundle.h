// Bundles: up to 256 entries in one file, each after its length in two bytes, big-endian
// (https://c2sp.org/tlog-tiles).
#pragma once

#include <vector>

#include "ledger/tiles/tile.h"

namespace insyn::ledger {

inline constexpr std::size_t kLongestEntry = 0xFFFF;  // in bytes
inline constexpr std::size_t kLargestBundle = kTileWidth * (2 + kLongestEntry);

// Adds an entry of at most kLongestEntry bytes to a bundle.
void add_to_bundle(Bytes& bundle, ByteView entry);
// The first `count` entries of a bundle, which outlives them. kCorrupt where there are fewer, or where
// something stands after the last entry of a bundle.
Result<std::vector<ByteView>> parse_bundle(ByteView bundle, int count);

}  // namespace insyn::ledger
