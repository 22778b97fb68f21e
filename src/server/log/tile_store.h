// The ledger's tiles in the vault, below "ledger/".
#pragma once

#include "ledger/tiles/store.h"
#include "server/vault/vault.h"

namespace insyn::server {

class TileStore final : public ledger::Store {
 public:
  // `vault` outlives it.
  explicit TileStore(Vault& vault) : vault_(vault) {}

  Result<std::optional<Bytes>> read(const ledger::Tile& tile, std::size_t limit) override;
  Status put_if_absent(const ledger::Tile& tile, ByteView bytes) override;
  // Every narrower version of a full tile that is stored too: the full one begins with it.
  Status remove_partial(const ledger::Tile& full);

 private:
  Vault& vault_;
};

}  // namespace insyn::server
