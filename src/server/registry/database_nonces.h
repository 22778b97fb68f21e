// The nonces of signed requests, in the database: a request is taken once by all servers together, and once
// more by none that was started again. When the power goes out those of the last moment may be lost, as
// SQLite does not wait for them, but only together with all that their requests have changed there.
#pragma once

#include "http_signature/signature.h"
#include "server/database/database.h"

namespace insyn::server {

class DatabaseNonces final : public http_signature::SeenNonces {
 public:
  // `database` outlives it.
  explicit DatabaseNonces(Database& database) : database_(database) {}

  Result<bool> is_new(std::string_view key_id, std::string_view nonce, Utc until) override;
  // Forgets those that need not be known any more.
  Status forget(Utc now);

 private:
  Database& database_;
};

}  // namespace insyn::server
