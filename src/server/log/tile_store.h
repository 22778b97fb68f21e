// The ledger's tiles. What is full lies in the vault, below "ledger/", and so do the tiles over tiles. The
// last entries and the tile of their hashes are made of the entries in the database, each time they are read:
// so nothing has to be stored beside an entry and the checkpoint that covers it.
#pragma once

#include "ledger/tiles/store.h"
#include "server/database/database.h"
#include "server/vault/vault.h"

namespace insyn::server {

class TileStore final : public ledger::Store {
 public:
  // Both outlive it.
  TileStore(Database& database, Vault& vault) : database_(database), vault_(vault) {}

  // Of a tile of entries, or of their hashes, what the newest checkpoint covers. Not within a transaction.
  Result<std::optional<Bytes>> read(const ledger::Tile& tile, std::size_t limit) override;
  // In the vault. For the last entries that is of use only until they are in the database, and covered.
  Status put_if_absent(const ledger::Tile& tile, ByteView bytes) override;
  // Every narrower version of a full tile that is stored too: the full one begins with it.
  Status remove_partial(const ledger::Tile& full);

 private:
  Database& database_;
  Vault& vault_;
};

// The same as whoever signs the next checkpoint sees it: entries that are in the database count as stored.
class UnsignedTiles final : public ledger::Store {
 public:
  // Both outlive it.
  UnsignedTiles(Database& database, TileStore& tiles) : database_(database), tiles_(tiles) {}

  Result<std::optional<Bytes>> read(const ledger::Tile& tile, std::size_t limit) override;
  // Nothing of what is made of entries: what is put is not looked at, since it is read again and compared.
  Status put_if_absent(const ledger::Tile& tile, ByteView bytes) override;

 private:
  Database& database_;
  TileStore& tiles_;
};

}  // namespace insyn::server
