#include "server/node/stores_settings.h"

namespace insyn::server {
namespace {

using toml::TableReader;

constexpr std::size_t kLongest = 4096;
constexpr std::string_view kPostgresql = "postgresql:";

Result<S3Place> read_s3(TableReader& table, const Path& folder) {
  S3Place place;
  TRY_ASSIGN(place.where.endpoint, table.string("endpoint", kLongest));
  TRY_ASSIGN(place.where.region, table.string("region", kLongest));
  TRY_ASSIGN(place.where.bucket, table.string("bucket", kLongest));
  TRY_ASSIGN(place.where.prefix, table.string("prefix", kLongest, ""));
  TRY_ASSIGN(place.where.access_key, table.string("access_key", kLongest));
  TRY_ASSIGN(const std::string file, table.path("secret_key_file", kLongest));
  place.secret_file = folder / file;
  if (const Status fits = check_s3(place.where); !fits)
    return toml::invalid(table.line(), "blobs", "names no S3 store: {}", fits.error().message);
  return place;
}

}  // namespace

Result<DatabasePlace> read_database(const toml::Value* value, const Path& folder) {
  DatabasePlace place;
  std::string url = kUsualDatabase;
  if (value != nullptr) {
    TableReader table(*value, "database");
    TRY_ASSIGN(url, table.string("url", kLongest, url));
    if (!url.starts_with(kPostgresql) && (!url.starts_with(kSqlite) || url.size() == kSqlite.size()))
      return toml::invalid(table.line_of("url"), "database.url", "is neither sqlite:FILE nor postgresql:…");
    TRY_ASSIGN(const std::int64_t connections, table.integer("connections", {1, 256}, place.connections));
    place.connections = static_cast<unsigned>(connections);
    place.line = table.line_of("url");
    TRY(table.finish());
  }
  if (url.starts_with(kSqlite)) {
    const Path file = std::filesystem::absolute(folder / url.substr(kSqlite.size()));
    url = std::string(kSqlite) + file.string();
  }
  place.url = std::move(url);
  return place;
}

Result<BlobsPlace> read_blobs(const toml::Value* value, const Path& folder) {
  if (value == nullptr) return BlobsPlace{folder / kUsualBlobs, 0};
  TableReader table(*value, "blobs");
  if (table.find("endpoint") == nullptr) {
    if (table.find("folder") == nullptr)
      return toml::invalid(table.line(), "blobs", "states neither folder nor endpoint");
    TRY_ASSIGN(const std::string path, table.path("folder", kLongest));
    TRY(table.finish());
    return BlobsPlace{folder / path, value->line};
  }
  if (table.find("folder") != nullptr)
    return toml::invalid(table.line_of("folder"), "blobs.folder",
                         "stands beside blobs.endpoint; blobs are in a folder or in an S3 store");
  TRY_ASSIGN(S3Place place, read_s3(table, folder));
  TRY(table.finish());
  return BlobsPlace{std::move(place), value->line};
}

}  // namespace insyn::server
