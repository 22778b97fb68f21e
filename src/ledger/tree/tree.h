// A ledger's Merkle tree (RFC 6962, section 2.1) that grows entry by entry. It holds no more than the hashes
// from which its root is made: at most 62.
#pragma once

#include <vector>

#include "ledger/tree/hash.h"

namespace insyn::ledger {

class Tree {
 public:
  Tree() = default;
  // The tree with these peaks(). kCorrupt where there are not as many as a tree of this size has.
  static Result<Tree> from_peaks(std::uint64_t size, std::vector<Digest> peaks);

  // `leaf` is a leaf_hash(). The tree was smaller than kLargestTree.
  void append(const Digest& leaf);
  std::uint64_t size() const { return size_; }
  Digest root() const;
  // The roots of the largest complete subtrees from left to right: one for each bit of size() that is set,
  // from the highest.
  const std::vector<Digest>& peaks() const { return peaks_; }

 private:
  std::uint64_t size_ = 0;
  std::vector<Digest> peaks_;
};

// The root over subtrees, each at least as large as all to its right together. Not empty.
Digest joined(const std::vector<Digest>& peaks);

}  // namespace insyn::ledger
