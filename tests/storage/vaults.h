// A vault to test with, of each kind.
#pragma once

#include <gtest/gtest.h>

#include "server/vault/folder_vault.h"
#include "server/vault/s3_vault.h"
#include "support/swift.h"

namespace insyn::storage_test {

// A prefix of its own in which nothing is yet.
inline server::S3 new_s3_place() {
  static int places = 0;
  using support::SwiftStore;
  return {SwiftStore::shared().endpoint(),    SwiftStore::kRegion,    SwiftStore::kBucket,
          fmt::format("tests/{}/", ++places), SwiftStore::kAccessKey, SwiftStore::kSecretKey};
}

// The parameter is "folder" or "s3".
class OnEachVault : public testing::TestWithParam<std::string> {
 protected:
  OnEachVault() {
    std::filesystem::create_directory(folder / "vault");
    if (GetParam() == "s3") place_ = new_s3_place();
    vault = another();
  }
  std::unique_ptr<server::Vault> another() const {
    return GetParam() == "s3" ? server::s3_vault(place_).value() : server::folder_vault(folder / "vault");
  }

  support::TempFolder folder;
  std::unique_ptr<server::Vault> vault;

 private:
  server::S3 place_;
};

#define INSYN_ON_EACH_VAULT(suite)                                   \
  INSTANTIATE_TEST_SUITE_P(, suite, testing::Values("folder", "s3"), \
                           [](const auto& which) { return which.param; })

inline std::string why(const Status& status) { return status ? "" : status.error().message; }

}  // namespace insyn::storage_test
