// For tests: a database of their own, of the kind that whoever runs them wishes.
#pragma once

#include <cstdlib>

#include "base/bytes.h"
#include "base/check.h"
#include "server/database/database.h"

namespace insyn::server {

// The PostgreSQL server in which tests make their databases, of the form postgresql:KEY=VALUE …; null where
// they are to use SQLite.
inline const char* test_postgresql() { return std::getenv("INSYN_TEST_POSTGRESQL"); }

// What Database::open() is given: nothing is in it yet. SQLite in `folder`, or a schema of its own.
inline std::string empty_test_place(const Path& folder) {
  const char* server = test_postgresql();
  if (server == nullptr) return "sqlite:" + (folder / "test.db").string();
  const std::string name = "test_" + to_hex(random_bytes(8));
  const auto database = Database::open(server, 1);
  CHECK(database);
  CHECK((*database)->write([&](Transaction& transaction) -> Status {
    TRY(transaction.execute("CREATE SCHEMA " + name));
    return {};
  }));
  return std::string(server) + " options='-c search_path=" + name + "'";
}

// Where the rows of its tables lie as files: in `folder`, or with all others of the PostgreSQL server.
inline Path test_files(Database& database, const Path& folder) {
  if (test_postgresql() == nullptr) return folder;
  std::string data;
  CHECK(database.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const auto rows, transaction.query("SELECT current_setting('data_directory')"));
    data = text(rows.at(0)[0]);
    return {};
  }));
  return Path(data) / "base";
}

}  // namespace insyn::server
