#include "server/log/tile_store.h"

#include "base/check.h"

namespace insyn::server {
namespace {

constexpr const char* kBegin = "ledger/";

std::string name_of(const ledger::Tile& tile) { return kBegin + ledger::path_of(tile); }

}  // namespace

Result<std::optional<Bytes>> TileStore::read(const ledger::Tile& tile, std::size_t limit) {
  return vault_.read(name_of(tile), limit);
}

Status TileStore::put_if_absent(const ledger::Tile& tile, ByteView bytes) {
  return vault_.put(name_of(tile), bytes);
}

Status TileStore::remove_partial(const ledger::Tile& full) {
  CHECK(full.width == ledger::kTileWidth);
  TRY_ASSIGN(const std::vector<std::string> names,
             vault_.list(name_of(full) + ".p/", "", ledger::kTileWidth));
  for (const std::string& name : names) TRY(vault_.remove(name));
  return {};
}

}  // namespace insyn::server
