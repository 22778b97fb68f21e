// PostgreSQL and an S3 store, one of each for the test program, as the rooms of the server are told of them.
#pragma once

#include "support/postgresql.h"
#include "support/swift.h"

namespace insyn::storage_test {

// What src/server/database/testing.h and src/server/vault/testing.h read.
inline support::Environment other_pair() {
  using support::SwiftStore;
  return {
      {"INSYN_TEST_POSTGRESQL", support::PostgresServer::shared().place()},
      {"INSYN_TEST_S3", fmt::format("{} {} {} {} {}", SwiftStore::shared().endpoint(), SwiftStore::kRegion,
                                    SwiftStore::kBucket, SwiftStore::kAccessKey, SwiftStore::kSecretKey)}};
}

}  // namespace insyn::storage_test
