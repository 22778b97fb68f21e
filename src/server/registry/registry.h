// What the parties have signed, as a centre has registered it: agreements, rosters and withdrawals. Each is
// verified with the parties' pinned keys, and stands in the ledger. Several servers may register.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "agreement/agreement.h"
#include "roster/roster.h"
#include "server/log/log.h"
#include "server/registry/state.h"

namespace insyn::server {

struct Registered {
  Digest hash{};            // of an agreement's or a roster's text, of a withdrawal's note
  std::uint64_t entry = 0;  // its number in the ledger
};

struct RegisteredAgreement {
  std::shared_ptr<const agreement::Agreement> agreement;
  std::optional<Utc> withdrawn;  // when this centre was told first
};

// Whether calls that begin at `begin` may be recorded under it: a withdrawal reaches a recorder after
// grace_hours at the latest.
bool in_force_at(const RegisteredAgreement& registered, Utc begin);

// A hash as the database has it. kCorrupt where it is none.
Result<Digest> digest_of(const std::string& hex);

// May be asked by several threads at once.
class Registry {
 public:
  // `database`, `log` and `clock` outlive it. `pins` are the parties' keys, by which all is verified.
  Registry(Database& database, Log& log, std::vector<note::PublicKeys> pins, const Clock& clock);

  // Each succeeds where it was registered before. kDenied where not all who have to have signed it, where an
  // agreement names another ledger than this one, where a roster does not follow the version before, or where
  // a withdrawal is of an agreement that is not registered; kCorrupt where it is malformed.
  Result<Registered> add_agreement(const std::string& note);
  Result<Registered> add_roster(const std::string& note);
  Result<Registered> add_withdrawal(const std::string& note);
  // Whichever of the three it is.
  Result<Registered> add(const std::string& note);

  // Nothing where it is not registered.
  Result<std::optional<RegisteredAgreement>> agreement(Transaction& transaction, const Digest& hash);
  // The version with this hash. Null where it is not registered.
  Result<std::shared_ptr<const roster::SignedRoster>> roster(Transaction& transaction, const Digest& hash);

  // Looks at what was registered, by whichever server, since it looked last.
  Status refresh();
  // As of then. Not null.
  std::shared_ptr<const RegistryState> state() const;

  const std::vector<note::PublicKeys>& pins() const { return pins_; }
  // kDenied where they name no ledger, or another one than this centre's.
  Status check_ledger(const agreement::Terms& terms) const;

 private:
  Result<std::shared_ptr<const agreement::Agreement>> verified_agreement(const Digest& hash,
                                                                         const std::string& note);
  Result<std::shared_ptr<const roster::SignedRoster>> verified_roster(const Digest& hash,
                                                                      const std::string& note);
  Status add_machines(Transaction& transaction, RegistryState& state);
  Result<Registered> and_refresh(Result<Registered> registered);

  Database& database_;
  Log& log_;
  const std::vector<note::PublicKeys> pins_;
  const Clock& clock_;

  mutable std::mutex mutex_;  // of what follows
  std::shared_ptr<const RegistryState> state_;
  // What was verified before, by its hash, which says all of it.
  std::map<Digest, std::shared_ptr<const agreement::Agreement>> agreements_;
  std::map<Digest, std::shared_ptr<const roster::SignedRoster>> rosters_;
};

}  // namespace insyn::server
