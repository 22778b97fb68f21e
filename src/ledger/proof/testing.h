// For tests: a ledger's hashes in memory.
#pragma once

#include "base/check.h"
#include "ledger/proof/nodes.h"

namespace insyn::ledger {

// Leaf hashes of the entries "0", "1", "2" …
inline Digest leaf_number(std::uint64_t index) { return leaf_hash(view_of(std::to_string(index))); }

class MemoryNodes final : public Nodes {
 public:
  explicit MemoryNodes(std::uint64_t size) {
    for (std::uint64_t i = 0; i < size; ++i) append(leaf_number(i));
  }

  void append(const Digest& leaf) {
    Digest hash = leaf;
    for (std::size_t level = 0;; ++level) {
      if (level == levels_.size()) levels_.emplace_back();
      levels_[level].push_back(hash);
      if (levels_[level].size() % 2 != 0) return;
      hash = node_hash(levels_[level][levels_[level].size() - 2], hash);
    }
  }

  Result<Digest> node(int level, std::uint64_t index) override {
    const auto at = static_cast<std::size_t>(level);
    CHECK(at < levels_.size() && index < levels_[at].size());
    return levels_[at][index];
  }

 private:
  std::vector<std::vector<Digest>> levels_;
};

}  // namespace insyn::ledger
