#include "server/erasure/erasure.h"

#include <set>

#include "base/bytes.h"

namespace insyn::server {
namespace {

// Of unerased.batch: nobody is erasing it.
constexpr std::int64_t kWaits = 0;

// Of whoever erases; another one's is different.
std::int64_t new_batch() {
  std::int64_t number = 0;
  for (const std::uint8_t byte : random_bytes(4)) number = number << 8 | byte;
  return kWaits + 1 + number;
}

}  // namespace

Status note_deleted(Transaction& transaction, const std::vector<std::string>& tables) {
  // In one order, so that two transactions never wait for one another.
  for (const std::string& table : std::set(tables.begin(), tables.end()))
    TRY(
        transaction.execute("INSERT INTO unerased (name, batch) VALUES (:name, :waits) ON CONFLICT (name) DO "
                            "UPDATE SET batch = :again",
                            {table, kWaits, kWaits}));
  return {};
}

// Whoever erases takes over what others have begun, who then mark nothing: what was deleted while they did is
// never taken for erased.
Status erase(Database& database) {
  const std::int64_t batch = new_batch();
  std::vector<std::string> tables;
  const Status taken = database.write([&](Transaction& transaction) -> Status {
    tables.clear();
    TRY_ASSIGN(const auto rows, transaction.query("SELECT name FROM unerased ORDER BY name"));
    for (const Row& row : rows) tables.push_back(text(row[0]));
    if (!tables.empty()) TRY(transaction.execute("UPDATE unerased SET batch = :batch", {batch}));
    return {};
  });
  TRY(taken);
  if (tables.empty()) return {};
  TRY(database.erase_deleted(tables));
  return database.write([&](Transaction& transaction) -> Status {
    TRY(transaction.execute("DELETE FROM unerased WHERE batch = :batch", {batch}));
    return {};
  });
}

Status erase_if_cheap(Database& database) { return database.erases_cheaply() ? erase(database) : Status(); }

}  // namespace insyn::server
