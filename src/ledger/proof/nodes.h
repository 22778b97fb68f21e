// The hashes within a ledger's tree, wherever they are kept, and what is made of them.
#pragma once

#include "ledger/tree/tree.h"

namespace insyn::ledger {

// Hashes of complete subtrees: at `level` 0 those of the entries, above it of 2^level entries each.
class Nodes {
 public:
  virtual ~Nodes() = default;
  // The subtree of the 2^level entries from index · 2^level on, all of which the tree has.
  virtual Result<Digest> node(int level, std::uint64_t index) = 0;
};

// The hash over the entries from `begin` up to and without `end`. `begin` is 0 or a multiple of a power of
// two that is at least end - begin, and begin < end.
Result<Digest> range_hash(Nodes& nodes, std::uint64_t begin, std::uint64_t end);

// The tree of the first `size` entries.
Result<Tree> tree_of(Nodes& nodes, std::uint64_t size);

}  // namespace insyn::ledger
