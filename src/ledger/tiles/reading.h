// Reads a ledger from its tiles. What is read is proven only once it has been compared with a checkpoint's
// root.
#pragma once

#include <functional>
#include <map>

#include "ledger/proof/nodes.h"
#include "ledger/tiles/bundle.h"
#include "ledger/tiles/store.h"

namespace insyn::ledger {

// The tile's bytes. Where a partial one is not there any more, those of the full one: it begins with them.
// kCorrupt where there is neither, or where it is longer or shorter than it can be.
Result<Bytes> read_tile(Store& store, const Tile& tile);

// The hashes of a tile that is not one of entries.
Result<std::vector<Digest>> read_hashes(Store& store, const Tile& tile);

// Calls `take` with the number and bytes of each entry from `from` up to and without `size`, in order.
using TakeEntry = std::function<Status(std::uint64_t number, ByteView entry)>;
Status read_entries(Store& store, std::uint64_t from, std::uint64_t size, const TakeEntry& take);

// The hashes of a tree of `size` entries from its tiles, for proofs. `store` outlives it.
class TileNodes final : public Nodes {
 public:
  TileNodes(Store& store, std::uint64_t size) : store_(store), size_(size) {}
  Result<Digest> node(int level, std::uint64_t index) override;

 private:
  Result<const std::vector<Digest>*> hashes_of(const Tile& tile);

  Store& store_;
  std::uint64_t size_;
  std::map<std::pair<int, std::uint64_t>, std::vector<Digest>> read_;
};

}  // namespace insyn::ledger
