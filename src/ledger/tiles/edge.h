// The right edge of a ledger: what of its tiles is not full yet, and so all that is needed to go on from it.
#pragma once

#include <functional>

#include "ledger/tiles/reading.h"

namespace insyn::ledger {

class Edge {
 public:
  // What becomes of a tile's bytes: they are stored, or compared with what is stored.
  using TakeTile = std::function<Status(const Tile&, ByteView)>;

  // Of a ledger without entries.
  Edge() = default;
  // Of the first `size` entries in `store`. kCorrupt where they have another root than `root`.
  static Result<Edge> read(Store& store, std::uint64_t size, const Digest& root);

  // Adds an entry of at most kLongestEntry bytes. Each tile that becomes full goes to `take`. After an error
  // the edge is of no use any more.
  Status append(ByteView entry, const TakeTile& take);
  // The tiles that are partial now.
  Status take_partial(const TakeTile& take) const;

  std::uint64_t size() const { return tree_.size(); }
  Digest root() const { return tree_.root(); }

 private:
  Tree tree_;
  std::vector<std::vector<Digest>>
      levels_;    // of each level of tiles, the hashes of the tile that is not full
  Bytes bundle_;  // the entries of that at level 0
};

// Reads all of a ledger's first `size` entries, and compares every tile and `root` with what they give.
// kCorrupt, with the path or number, where something does not fit or is missing. `take` gets each entry as it
// is read, before it is proven: only when this returns without an error were they the ledger's.
Status verify_entries(Store& store, std::uint64_t size, const Digest& root, const TakeEntry& take);

// The part of it after `begin`, of whose size and root the caller is sure; `begin` becomes the edge of the
// whole.
Status verify_growth(Store& store, Edge& begin, std::uint64_t size, const Digest& root,
                     const TakeEntry& take);

}  // namespace insyn::ledger
