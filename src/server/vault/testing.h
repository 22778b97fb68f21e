// For tests: a vault of their own, of the kind that whoever runs them wishes.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "base/bytes.h"
#include "base/check.h"
#include "server/vault/folder_vault.h"
#include "server/vault/s3_vault.h"

namespace insyn::server {

// Where tests are to put their blobs: "ENDPOINT REGION BUCKET ACCESS_KEY SECRET_KEY" of an S3 store; null
// where they are to use folders.
inline const char* test_s3() { return std::getenv("INSYN_TEST_S3"); }

// In which nothing is yet: `folder`, which is made, or the S3 store's description and a prefix of its own.
inline std::string empty_test_blobs(const Path& folder) {
  if (test_s3() != nullptr) return fmt::format("{} tests/{}/", test_s3(), to_hex(random_bytes(8)));
  CHECK(std::filesystem::create_directories(folder));
  return folder.string();
}

inline S3 s3_of(const std::string& place) {
  S3 where;
  std::istringstream words(place);
  words >> where.endpoint >> where.region >> where.bucket >> where.access_key >> where.secret_key >>
      where.prefix;
  return where;
}

// The vault there, which empty_test_blobs() has named.
inline std::unique_ptr<Vault> test_vault(const std::string& place) {
  return place.starts_with("http") ? s3_vault(s3_of(place)).value() : folder_vault(place);
}

}  // namespace insyn::server
