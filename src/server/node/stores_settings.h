// Where a server keeps facts and bytes, as its configuration says.
#pragma once

#include <variant>

#include "server/vault/s3_vault.h"
#include "toml/table_reader.h"

namespace insyn::server {

// What the URL of a database begins with that is a file.
inline constexpr std::string_view kSqlite = "sqlite:";

// In the data folder, unless the configuration says otherwise.
inline constexpr const char* kUsualDatabase = "sqlite:insyn.sqlite";
inline constexpr const char* kUsualBlobs = "blobs";

struct DatabasePlace {
  std::string url;  // as Database::open() takes it, with an absolute path
  unsigned connections = 16;
  int line = 0;  // of the configuration; 0: it says nothing of it
};

// A folder, or an S3 store, whose secret key is in a file of its own.
struct S3Place {
  S3 where;  // without the secret key
  Path secret_file;
};
struct BlobsPlace {
  std::variant<Path, S3Place> where;
  int line = 0;
};

// The tables [database] and [blobs]; paths in them are relative to `folder`. Without one, null, what init
// makes: insyn.sqlite and blobs in `folder`.
Result<DatabasePlace> read_database(const toml::Value* table, const Path& folder);
Result<BlobsPlace> read_blobs(const toml::Value* table, const Path& folder);

}  // namespace insyn::server
