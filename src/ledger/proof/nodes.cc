#include "ledger/proof/nodes.h"

#include <bit>

#include "base/check.h"

namespace insyn::ledger {
namespace {

// The largest complete subtrees from `begin` up to `end`, from left to right.
Result<std::vector<Digest>> peaks_of(Nodes& nodes, std::uint64_t begin, std::uint64_t end) {
  std::vector<Digest> peaks;
  while (begin < end) {
    const int level = static_cast<int>(std::bit_width(end - begin)) - 1;
    TRY_ASSIGN(const Digest peak, nodes.node(level, begin >> static_cast<unsigned>(level)));
    peaks.push_back(peak);
    begin += std::uint64_t{1} << static_cast<unsigned>(level);
  }
  return peaks;
}

}  // namespace

Result<Digest> range_hash(Nodes& nodes, std::uint64_t begin, std::uint64_t end) {
  CHECK(begin < end && end <= kLargestTree);
  CHECK(begin == 0 || std::bit_ceil(end - begin) <= (begin & (~begin + 1)));
  TRY_ASSIGN(const std::vector<Digest> peaks, peaks_of(nodes, begin, end));
  return joined(peaks);
}

Result<Tree> tree_of(Nodes& nodes, std::uint64_t size) {
  CHECK(size <= kLargestTree);
  TRY_ASSIGN(std::vector<Digest> peaks, peaks_of(nodes, 0, size));
  return Tree::from_peaks(size, std::move(peaks));
}

}  // namespace insyn::ledger
