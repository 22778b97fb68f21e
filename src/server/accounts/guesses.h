// How often a passphrase or an invitation may be guessed: of one account, by one client, and of one account
// by one client; for all servers on one database.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/clock.h"
#include "server/database/database.h"

namespace insyn::server {

struct GuessLimits {
  std::int64_t of_account_by_client = 10;
  std::int64_t of_account = 100;
  std::int64_t by_client = 50;
  std::chrono::minutes within{15};  // from the first one on
};

class Guesses {
 public:
  // Both outlive it.
  Guesses(Database& database, const Clock& clock, const GuessLimits& limits = {})
      : database_(database), clock_(clock), limits_(limits) {}

  // Counts a guess before it is looked at, so that many at once count too. How long to wait where there were
  // too many; then it was not counted. `account` is empty where none is named.
  Result<std::optional<std::chrono::seconds>> begin(const std::string& account, const std::string& client);
  // It was right: those of this account by this client, and this one by this client, count no more.
  static Status was_right(Transaction& transaction, const std::string& account, const std::string& client);

 private:
  Database& database_;
  const Clock& clock_;
  const GuessLimits limits_;
};

}  // namespace insyn::server
