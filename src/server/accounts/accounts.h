// The people at a centre. An account has one role; who gave it stands in the ledger. It begins with an
// invitation, which is used once, and with it a passphrase is set.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/entries/code.h"
#include "server/accounts/passphrase.h"
#include "server/log/log.h"

namespace insyn::server {

inline constexpr std::chrono::days kInvitationLasts{7};

inline constexpr std::size_t kLongestAccountName = 100;  // bytes

// Whether an account may have this name: 1 to 100 bytes that are shown as they are.
bool is_account_name(std::string_view name);

struct Account {
  std::string name;
  ledger::Role role = ledger::Role::kReviewer;
  bool has_passphrase = false;
  Utc created{};
  bool operator==(const Account&) const = default;
};

class Accounts {
 public:
  // Why something was not done, where it is nobody's error.
  enum class No { kThere, kNotThere, kLastAdministrator, kName };

  // All of these outlive it.
  Accounts(Log& log, const Clock& clock) : log_(log), clock_(clock) {}

  // Each in the caller's transaction; `by` is the account that does it. What enters something into the ledger
  // has to be published by the caller.

  // A new account, and its invitation.
  Result<tl::expected<std::string, No>> create(Transaction& transaction, const std::string& name,
                                               ledger::Role role, const std::string& by);
  // Another invitation for it; passphrase, sessions and older invitations end.
  Result<tl::expected<std::string, No>> invite(Transaction& transaction, const std::string& name);
  // Its sessions and what an agent has proven end.
  Result<std::optional<No>> change_role(Transaction& transaction, const std::string& name, ledger::Role role,
                                        const std::string& by);
  // With all that says whose its entries in the ledger are.
  Result<std::optional<No>> remove(Transaction& transaction, const std::string& name, const std::string& by);

  // Whose invitation this is. Nothing where there is none, or no longer.
  Result<std::optional<std::string>> invited(Transaction& transaction, const std::string& invitation);
  // Uses up its invitations. `kept` is Passphrases::kept().
  static Status set_passphrase(Transaction& transaction, const std::string& name, const std::string& kept);
  // What is kept of the account's passphrase. Nothing where there is none.
  static Result<std::optional<std::string>> passphrase(Transaction& transaction, const std::string& name);

  static Result<std::optional<Account>> find(Transaction& transaction, const std::string& name);
  // By name.
  static Result<std::vector<Account>> all(Transaction& transaction);

 private:
  Result<std::string> add_invitation(Transaction& transaction, const std::string& name);
  Status enter(Transaction& transaction, const Account& account, ledger::RoleChange change,
               const std::string& by);
  static Result<bool> is_last_administrator(Transaction& transaction, const Account& account);

  Log& log_;
  const Clock& clock_;
};

}  // namespace insyn::server
