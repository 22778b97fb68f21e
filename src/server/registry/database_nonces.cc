#include "server/registry/database_nonces.h"

namespace insyn::server {

Result<bool> DatabaseNonces::is_new(std::string_view key_id, std::string_view nonce, Utc until) {
  std::uint64_t added = 0;
  // It lasts before anything that its request writes does.
  TRY(database_.write_for_this_boot([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(added, transaction.execute("INSERT INTO nonces (key_id, nonce, until) "
                                          "VALUES (:key_id, :nonce, :until) ON CONFLICT DO NOTHING",
                                          {std::string(key_id), std::string(nonce), column(until)}));
    return {};
  }));
  return added == 1;
}

Status DatabaseNonces::forget(Utc now) {
  return database_.write([&](Transaction& transaction) -> Status {
    TRY(transaction.execute("DELETE FROM nonces WHERE until < :now", {column(now)}));
    return {};
  });
}

}  // namespace insyn::server
