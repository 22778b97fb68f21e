// One statement on one connection.
#pragma once

#include "server/database/engine.h"

namespace insyn::server {

struct Ran {
  std::vector<Row> rows;
  std::uint64_t changed = 0;
};
enum class Wanted { kRows, kChanges };

// CHECKs that there are as many values as parameters. Throws SOCI's errors.
Result<Ran> run_statement(const Engine& engine, soci::session& session, const std::string& sql,
                          const std::vector<Value>& values, Wanted wanted);

// Its first words, which tell which statement it is and have no value in them.
std::string abbreviated(const std::string& sql);

}  // namespace insyn::server
