// A vault to test with, of each kind.
#pragma once

#include <gtest/gtest.h>

#include "server/vault/folder_vault.h"
#include "support/temp_folder.h"

namespace insyn::storage_test {

// The parameter is "folder" or "s3".
class OnEachVault : public testing::TestWithParam<std::string> {
 protected:
  OnEachVault() {
    std::filesystem::create_directory(folder / "vault");
    vault = another();
  }
  std::unique_ptr<server::Vault> another() const { return server::folder_vault(folder / "vault"); }

  support::TempFolder folder;
  std::unique_ptr<server::Vault> vault;
};

#define INSYN_ON_EACH_VAULT(suite) \
  INSTANTIATE_TEST_SUITE_P(, suite, testing::Values("folder"), [](const auto& which) { return which.param; })

inline std::string why(const Status& status) { return status ? "" : status.error().message; }

}  // namespace insyn::storage_test
