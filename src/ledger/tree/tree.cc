#include "ledger/tree/tree.h"

#include <bit>

#include "base/check.h"

namespace insyn::ledger {

Digest joined(const std::vector<Digest>& peaks) {
  CHECK(!peaks.empty());
  Digest root = peaks.back();
  for (std::size_t i = peaks.size() - 1; i > 0; --i) root = node_hash(peaks[i - 1], root);
  return root;
}

Result<Tree> Tree::from_peaks(std::uint64_t size, std::vector<Digest> peaks) {
  if (size > kLargestTree || peaks.size() != static_cast<std::size_t>(std::popcount(size))) {
    return fail(Code::kCorrupt, "a tree of {} entries is not made of {} hashes", size, peaks.size());
  }
  Tree tree;
  tree.size_ = size;
  tree.peaks_ = std::move(peaks);
  return tree;
}

void Tree::append(const Digest& leaf) {
  CHECK(size_ < kLargestTree);
  peaks_.push_back(leaf);
  for (std::uint64_t whole = size_; (whole & 1U) != 0; whole >>= 1U) {
    const Digest right = peaks_.back();
    peaks_.pop_back();
    peaks_.back() = node_hash(peaks_.back(), right);
  }
  ++size_;
}

Digest Tree::root() const { return size_ == 0 ? empty_root() : joined(peaks_); }

}  // namespace insyn::ledger
