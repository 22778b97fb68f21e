// All that people may do at a centre, as one room: who they are, and what they see and open.
#pragma once

#include "server/access/catalogue.h"
#include "server/accounts/accounts.h"
#include "server/accounts/guesses.h"
#include "server/accounts/sessions.h"

namespace insyn::server {

class People {
 public:
  // All but `pins`, the parties' keys, outlive it.
  People(Database& database, Vault& vault, Log& log, std::vector<note::PublicKeys> pins, const Clock& clock);

  std::vector<http::Route> routes();
  // For other rooms that people see.
  const Desk& desk() const { return desk_; }
  // Who has the session with this token; nothing where nobody has, or where it cannot be told now.
  std::optional<http::Caller> person(const Digest& token);
  // Forgets sessions that are over, and reads which recordings have come and gone, so that nobody waits for
  // it.
  Status tidy();

  // The account of somebody without whom nobody could sign in, and its invitation. kPermanent where there is
  // an account of this name or it cannot be one.
  Result<std::string> invite_first(const std::string& name, ledger::Role role);

 private:
  Database& database_;
  Log& log_;
  const Clock& clock_;
  const std::vector<note::PublicKeys> pins_;
  Accounts accounts_;
  Sessions sessions_;
  Guesses guesses_;
  Passphrases passphrases_;
  const Desk desk_;
  Catalogue catalogue_{desk_};
};

}  // namespace insyn::server
