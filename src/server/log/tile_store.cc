#include "server/log/tile_store.h"

#include "base/check.h"
#include "ledger/tiles/bundle.h"
#include "server/log/log.h"

namespace insyn::server {
namespace {

using ledger::kTileWidth;
using ledger::Tile;

constexpr const char* kBegin = "ledger/";

std::string name_of(const Tile& tile) { return kBegin + ledger::path_of(tile); }

std::uint64_t first_of(const Tile& tile) { return tile.index * kTileWidth; }

// Whether entries alone give it, and it is not full.
bool is_of_last_entries(const Tile& tile) { return tile.level <= 0 && tile.width < kTileWidth; }

Result<Bytes> tile_of(int level, const std::vector<std::string>& entries) {
  Bytes bytes;
  for (const std::string& entry : entries) {
    if (entry.size() > ledger::kLongestEntry) return fail(Code::kCorrupt, "an entry is too long");
    if (level == Tile::kEntries) {
      ledger::add_to_bundle(bytes, view_of(entry));
    } else {
      const Digest hash = ledger::leaf_hash(view_of(entry));
      bytes.insert(bytes.end(), hash.begin(), hash.end());
    }
  }
  return bytes;
}

// Nothing where one of them is not there.
Result<std::optional<Bytes>> make_tile(Transaction& transaction, const Tile& tile) {
  const std::uint64_t from = first_of(tile), to = from + static_cast<std::uint64_t>(tile.width);
  const auto entries = entries_between(transaction, from, to);
  if (!entries && entries.error().code == Code::kCorrupt) return std::optional<Bytes>();
  if (!entries) return Failure(entries.error());
  TRY_ASSIGN(Bytes bytes, tile_of(tile.level, *entries));
  return std::optional(std::move(bytes));
}

}  // namespace

Result<std::optional<Bytes>> TileStore::read(const Tile& tile, std::size_t limit) {
  std::optional<Bytes> made;
  const std::uint64_t end = first_of(tile) + static_cast<std::uint64_t>(tile.width);
  if (is_of_last_entries(tile))
    TRY(database_.read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(const LogHead head, read_head(transaction));
      const bool is_full = head.published / kTileWidth > tile.index;
      if (is_full || end > head.published) return {};
      TRY_ASSIGN(made, make_tile(transaction, tile));
      return {};
    }));
  if (!made) return vault_.read(name_of(tile), limit);
  if (made->size() > limit) return fail(Code::kCorrupt, "{} is too long", ledger::path_of(tile));
  return made;
}

Status TileStore::put_if_absent(const Tile& tile, ByteView bytes) { return vault_.put(name_of(tile), bytes); }

Status TileStore::remove_partial(const Tile& full) {
  CHECK(full.width == kTileWidth);
  TRY_ASSIGN(const std::vector<std::string> names, vault_.list(name_of(full) + ".p/", "", kTileWidth));
  for (const std::string& name : names) TRY(vault_.remove(name));
  return {};
}

Result<std::optional<Bytes>> UnsignedTiles::read(const Tile& tile, std::size_t limit) {
  if (!is_of_last_entries(tile)) return tiles_.read(tile, limit);
  std::optional<Bytes> made;
  TRY(database_.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(made, make_tile(transaction, tile));
    return {};
  }));
  return made;
}

Status UnsignedTiles::put_if_absent(const Tile& tile, ByteView bytes) {
  return is_of_last_entries(tile) ? Status() : tiles_.put_if_absent(tile, bytes);
}

}  // namespace insyn::server
