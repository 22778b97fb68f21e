// Where a server keeps facts and bytes, opened.
#pragma once

#include "server/database/database.h"
#include "server/node/configuration.h"
#include "server/vault/vault.h"

namespace insyn::server {

struct Stores {
  std::unique_ptr<Database> database;
  std::unique_ptr<Vault> vault;
};

// What init makes beside the configuration: an empty database and a folder of blobs, where they are files.
Status create_stores(const Configuration& configuration);

// As configured; the database has this version's schema afterwards. Makes no file: where one is missing, a
// new one would be a centre that has forgotten all.
Result<Stores> open_stores(const Configuration& configuration);

// The same of stores that a server runs with perhaps: the database is left as it is.
Result<Stores> open_existing_stores(const Configuration& configuration);

// Whether they can be used now.
Status database_answers(Database& database);
Status vault_answers(Vault& vault);

struct ExaminedStores {
  std::vector<Error> prevents_start;  // one of each
  std::vector<Error> other;           // why the database keeps what is deleted, where it does
};
// Changes nothing.
ExaminedStores examine_stores(const Configuration& configuration);

}  // namespace insyn::server
