// Who has signed in: tokens of 32 random bytes, of which the digest is kept.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/sha256.h"
#include "ledger/entries/code.h"
#include "server/database/database.h"
#include "server/http/message.h"

namespace insyn::server {

struct SessionTimes {
  std::chrono::minutes idle{120};
  std::chrono::minutes all{720};
};

http::Role role_of(ledger::Role role);

class Sessions {
 public:
  // Both outlive it.
  Sessions(Database& database, const Clock& clock, const SessionTimes& times = {})
      : database_(database), clock_(clock), times_(times) {}

  struct Begun {
    std::string token;  // for the cookie
    Utc until{};
  };
  // Of an account that is there, by a client (http::client_of), from which alone it counts.
  Result<Begun> begin(Transaction& transaction, const std::string& account, const std::string& client);
  // Nothing where no session has a token with this digest, where it is over, or was not used for too long.
  Result<std::optional<http::Caller>> find(const Digest& token);
  Status end(const Digest& token);
  // All of an account.
  static Status end_all(Transaction& transaction, const std::string& account);
  // Those that are over, of everybody.
  Status forget_old();

 private:
  Database& database_;
  const Clock& clock_;
  const SessionTimes times_;
};

}  // namespace insyn::server
