#include "server/node/stores.h"

#include <filesystem>

#include "base/secret.h"
#include "os/file.h"
#include "os/lasting_folder.h"
#include "server/node/private_file.h"
#include "server/schema/schema.h"
#include "server/vault/folder_vault.h"

namespace insyn::server {
namespace {

constexpr std::size_t kLargestSecret = 4096;

// Nothing where the database is no file of this computer's.
std::optional<Path> file_of(const DatabasePlace& place) {
  if (!place.url.starts_with(kSqlite)) return std::nullopt;
  return place.url.substr(kSqlite.size());
}

Status is_there(const Path& path, std::string_view what) {
  std::error_code error;
  if (std::filesystem::exists(path, error)) return {};
  return fail(
      Code::kPermanent,
      "{}, {}, is not there; insyn-server init makes one for a new centre, and that of an old one is in "
      "its backup",
      path.string(), what);
}

Result<S3> with_secret(const S3Place& place) {
  TRY(is_private(place.secret_file));
  TRY_ASSIGN(std::string text, read_text(place.secret_file, kLargestSecret));
  S3 where = place.where;
  where.secret_key = text.substr(0, text.find_last_not_of(" \r\n") + 1);
  wipe(text);
  if (where.secret_key.empty())
    return fail(Code::kPermanent, "{} is empty; it holds the secret key of the S3 store",
                place.secret_file.string());
  return where;
}

Result<std::unique_ptr<Database>> open_database(const DatabasePlace& place) {
  if (const auto file = file_of(place)) TRY(is_there(*file, "the database"));
  return Database::open(place.url, place.connections);
}

Result<std::unique_ptr<Vault>> open_vault(const BlobsPlace& place) {
  if (const auto* s3 = std::get_if<S3Place>(&place.where)) {
    TRY_ASSIGN(const S3 where, with_secret(*s3));
    return s3_vault(where);
  }
  const Path& folder = std::get<Path>(place.where);
  TRY(is_there(folder, "the folder of blobs"));
  TRY(is_private(folder));
  return folder_vault(folder);
}

}  // namespace

Status create_stores(const Configuration& configuration) {
  if (file_of(configuration.database)) {
    TRY_ASSIGN(const auto database, Database::open(configuration.database.url, 1));
    TRY(migrate(*database, schema()));
  }
  if (const auto* folder = std::get_if<Path>(&configuration.blobs.where)) TRY(ensure_lasting_folder(*folder));
  return {};
}

Result<Stores> open_existing_stores(const Configuration& configuration) {
  Stores stores;
  TRY_ASSIGN(stores.database, open_database(configuration.database));
  TRY_ASSIGN(stores.vault, open_vault(configuration.blobs));
  return stores;
}

Result<Stores> open_stores(const Configuration& configuration) {
  TRY_ASSIGN(Stores stores, open_existing_stores(configuration));
  TRY(migrate(*stores.database, schema()));
  return stores;
}

Status database_answers(Database& database) {
  return database.read([](Transaction& transaction) -> Status {
    TRY(transaction.query("SELECT version FROM schema_version"));
    return {};
  });
}

Status vault_answers(Vault& vault) {
  TRY(vault.list("ledger/", "", 1));
  return {};
}

ExaminedStores examine_stores(const Configuration& configuration) {
  ExaminedStores examined;
  const auto add = [](std::vector<Error>& to, const char* table, int line, const Status& status) {
    if (status) return;
    const std::string where = line == 0 ? "" : fmt::format("line {}: ", line);
    to.push_back({status.error().code,
                  fmt::format("{}: {}{}: {}", kConfigurationFile, where, table, status.error().message)});
  };
  // One that is still empty gets its tables at the start.
  const auto database = open_database(configuration.database);
  const int line = configuration.database.line;
  add(examined.prevents_start, "database", line, database ? Status{} : Status(Failure(database.error())));
  if (database) add(examined.other, "database", line, (*database)->check_erasing());
  const auto vault = open_vault(configuration.blobs);
  add(examined.prevents_start, "blobs", configuration.blobs.line,
      vault ? vault_answers(**vault) : Status(Failure(vault.error())));
  return examined;
}

}  // namespace insyn::server
