#include "ledger/tiles/reading.h"

#include <algorithm>

#include "base/check.h"

namespace insyn::ledger {
namespace {

// More tiles than a proof needs.
constexpr std::size_t kMostInMemory = 64;

std::size_t limit_of(const Tile& tile) {
  return tile.level == Tile::kEntries ? kLargestBundle : kTileWidth * Digest().size();
}

Failure about(const Tile& tile, Error error) { return in_context(path_of(tile), std::move(error)); }

// The first `count` hashes or entries of `bytes`.
Result<Bytes> first_of(const Tile& tile, Bytes bytes, int count) {
  std::size_t length = static_cast<std::size_t>(count) * Digest().size();
  if (tile.level == Tile::kEntries) {
    auto entries = parse_bundle(bytes, count);
    if (!entries) return about(tile, std::move(entries).error());
    const ByteView last = entries->back();
    length = static_cast<std::size_t>(last.data() + last.size() - bytes.data());
  }
  if (length > bytes.size()) return fail(Code::kCorrupt, "{} is cut off", path_of(tile));
  bytes.resize(length);
  return bytes;
}

}  // namespace

Result<Bytes> read_tile(Store& store, const Tile& tile) {
  TRY_ASSIGN(std::optional<Bytes> bytes, store.read(tile, limit_of(tile)));
  if (bytes) {
    const std::size_t read = bytes->size();
    TRY_ASSIGN(Bytes whole, first_of(tile, *std::move(bytes), tile.width));
    if (whole.size() != read) return fail(Code::kCorrupt, "{} is longer than it can be", path_of(tile));
    return whole;
  }
  const Tile full{tile.level, tile.index, kTileWidth};
  if (tile.width != kTileWidth) {
    TRY_ASSIGN(bytes, store.read(full, limit_of(full)));
    if (bytes) return first_of(full, *std::move(bytes), tile.width);
  }
  return fail(Code::kCorrupt, "{} is missing", path_of(tile));
}

Result<std::vector<Digest>> read_hashes(Store& store, const Tile& tile) {
  CHECK(tile.level != Tile::kEntries);
  TRY_ASSIGN(const Bytes bytes, read_tile(store, tile));
  std::vector<Digest> hashes(static_cast<std::size_t>(tile.width));
  for (std::size_t i = 0; i < hashes.size(); ++i)
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(i * Digest().size()), Digest().size(),
                hashes[i].begin());
  return hashes;
}

Status read_entries(Store& store, std::uint64_t from, std::uint64_t size, const TakeEntry& take) {
  CHECK(size <= kLargestTree);
  while (from < size) {
    const Tile tile = tile_with(Tile::kEntries, from, size);
    TRY_ASSIGN(const Bytes bytes, read_tile(store, tile));
    TRY_ASSIGN(const std::vector<ByteView> entries, parse_bundle(bytes, tile.width));
    const std::uint64_t first = tile.index * kTileWidth;
    for (; from < first + entries.size(); ++from) TRY(take(from, entries[from - first]));
  }
  return {};
}

Result<const std::vector<Digest>*> TileNodes::hashes_of(const Tile& tile) {
  const auto key = std::pair(tile.level, tile.index);
  const auto found = read_.find(key);
  if (found != read_.end()) return &found->second;
  TRY_ASSIGN(std::vector<Digest> hashes, read_hashes(store_, tile));
  if (read_.size() == kMostInMemory) read_.clear();
  return &(read_[key] = std::move(hashes));
}

Result<Digest> TileNodes::node(int level, std::uint64_t index) {
  const auto within = static_cast<unsigned>(level) % 8U;
  const std::uint64_t first = index << within;
  const Tile tile = tile_with(level / 8, first, size_);
  TRY_ASSIGN(const std::vector<Digest>* hashes, hashes_of(tile));
  const std::uint64_t begin = first % kTileWidth;
  CHECK(begin + (std::uint64_t{1} << within) <= hashes->size());
  const auto at = hashes->begin() + static_cast<std::ptrdiff_t>(begin);
  std::vector<Digest> row(at, at + (std::ptrdiff_t{1} << within));
  for (; row.size() > 1; row.resize(row.size() / 2))
    for (std::size_t i = 0; i < row.size() / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
  return row.front();
}

}  // namespace insyn::ledger
