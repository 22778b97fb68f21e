// Where a ledger's tiles are kept: a folder, or something like it.
#pragma once

#include <optional>

#include "ledger/tiles/tile.h"

namespace insyn::ledger {

class Store {
 public:
  virtual ~Store() = default;
  // At most `limit` bytes; nothing where it is not there.
  virtual Result<std::optional<Bytes>> read(const Tile& tile, std::size_t limit) = 0;
  // Lasts when this returns. Succeeds where the same bytes are there; kDenied, and nothing changes, where
  // other ones are: a tile is never overwritten.
  virtual Status put_if_absent(const Tile& tile, ByteView bytes) = 0;
};

}  // namespace insyn::ledger
