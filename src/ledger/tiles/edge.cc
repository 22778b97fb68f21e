#include "ledger/tiles/edge.h"

#include <algorithm>

#include "base/check.h"

namespace insyn::ledger {
namespace {

Bytes bytes_of(const std::vector<Digest>& hashes) {
  Bytes bytes;
  for (const Digest& hash : hashes) bytes.insert(bytes.end(), hash.begin(), hash.end());
  return bytes;
}

int width_of(const std::vector<Digest>& hashes) { return static_cast<int>(hashes.size()); }

// The root over a full tile.
Digest over(std::vector<Digest> row) {
  for (; row.size() > 1; row.resize(row.size() / 2))
    for (std::size_t i = 0; i < row.size() / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
  return row.front();
}

Status check_leaves(const std::vector<ByteView>& entries, const std::vector<Digest>& leaves) {
  for (std::size_t i = 0; i < leaves.size(); ++i)
    if (leaf_hash(entries[i]) != leaves[i])
      return fail(Code::kCorrupt, "the last entries are not those of the tree");
  return {};
}

}  // namespace

Result<Edge> Edge::read(Store& store, std::uint64_t size, const Digest& root) {
  CHECK(size <= kLargestTree);
  Edge edge;
  TileNodes nodes(store, size);
  TRY_ASSIGN(edge.tree_, tree_of(nodes, size));
  if (edge.root() != root)
    return fail(Code::kCorrupt, "the stored tiles of {} entries have another root", size);
  for (int level = 0; hashes_at(level, size) != 0; ++level) {
    const std::uint64_t hashes = hashes_at(level, size);
    edge.levels_.emplace_back();
    if (hashes % kTileWidth == 0) continue;
    TRY_ASSIGN(edge.levels_.back(), read_hashes(store, tile_with(level, hashes - 1, size)));
  }
  if (size % kTileWidth == 0) return edge;
  const Tile last = tile_with(Tile::kEntries, size - 1, size);
  TRY_ASSIGN(edge.bundle_, read_tile(store, last));
  TRY_ASSIGN(const std::vector<ByteView> entries, parse_bundle(edge.bundle_, last.width));
  TRY(check_leaves(entries, edge.levels_.front()));
  return edge;
}

Status Edge::append(ByteView entry, const TakeTile& take) {
  if (entry.size() > kLongestEntry)
    return fail(Code::kPermanent, "an entry of {} bytes is longer than {}", entry.size(), kLongestEntry);
  if (size() == kLargestTree) return fail(Code::kFull, "the ledger has {} entries and is full", size());
  Digest hash = leaf_hash(entry);
  const std::uint64_t number = size();
  tree_.append(hash);
  add_to_bundle(bundle_, entry);
  for (int level = 0;; ++level) {
    if (levels_.size() == static_cast<std::size_t>(level)) levels_.emplace_back();
    std::vector<Digest>& hashes = levels_[static_cast<std::size_t>(level)];
    hashes.push_back(hash);
    if (hashes.size() < kTileWidth) return {};
    const std::uint64_t index = hashes_at(level, number) / kTileWidth;
    if (level == 0) {
      TRY(take({Tile::kEntries, index, kTileWidth}, bundle_));
      bundle_.clear();
    }
    TRY(take({level, index, kTileWidth}, bytes_of(hashes)));
    hash = over(std::exchange(hashes, {}));
  }
}

Status Edge::take_partial(const TakeTile& take) const {
  for (std::size_t level = 0; level < levels_.size(); ++level) {
    const std::vector<Digest>& hashes = levels_[level];
    if (hashes.empty()) continue;
    const std::uint64_t index = hashes_at(static_cast<int>(level), size()) / kTileWidth;
    if (level == 0) TRY(take({Tile::kEntries, index, width_of(hashes)}, bundle_));
    TRY(take({static_cast<int>(level), index, width_of(hashes)}, bytes_of(hashes)));
  }
  return {};
}

Status verify_growth(Store& store, Edge& begin, std::uint64_t size, const Digest& root,
                     const TakeEntry& take) {
  const Edge::TakeTile compare = [&store](const Tile& tile, ByteView bytes) -> Status {
    TRY_ASSIGN(const Bytes stored, read_tile(store, tile));
    if (std::ranges::equal(stored, bytes)) return {};
    return fail(Code::kCorrupt, "{} is not what the entries give", path_of(tile));
  };
  const TakeEntry append = [&](std::uint64_t number, ByteView entry) -> Status {
    TRY(take(number, entry));
    return begin.append(entry, compare);
  };
  TRY(read_entries(store, begin.size(), size, append));
  TRY(begin.take_partial(compare));
  if (begin.root() != root) return fail(Code::kCorrupt, "the {} stored entries have another root", size);
  return {};
}

Status verify_entries(Store& store, std::uint64_t size, const Digest& root, const TakeEntry& take) {
  Edge edge;
  return verify_growth(store, edge, size, root, take);
}

}  // namespace insyn::ledger
