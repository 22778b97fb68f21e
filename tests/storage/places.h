// A database to test with, of each kind.
#pragma once

#include <gtest/gtest.h>

#include <stdexcept>

#include "server/database/database.h"
#include "support/postgresql.h"
#include "support/temp_folder.h"

namespace insyn::storage_test {

// The parameter is "sqlite" or "postgresql".
class OnEachDatabase : public testing::TestWithParam<std::string> {
 protected:
  OnEachDatabase()
      : where(GetParam() == "sqlite" ? "sqlite:" + (folder / "db").string()
                                     : support::PostgresServer::shared().new_place()) {}
  std::unique_ptr<server::Database> open(unsigned connections = 4) const {
    auto opened = server::Database::open(where, connections);
    if (!opened) throw std::runtime_error(opened.error().message);
    return std::move(*opened);
  }
  support::TempFolder folder;
  const std::string where;
};

#define INSYN_ON_EACH_DATABASE(suite)                                        \
  INSTANTIATE_TEST_SUITE_P(, suite, testing::Values("sqlite", "postgresql"), \
                           [](const auto& which) { return which.param; })

inline std::string why(const Status& status) { return status ? "" : status.error().message; }

}  // namespace insyn::storage_test
