#include "server/accounts/accounts.h"

#include "base/name.h"
#include "base/text.h"
#include "server/accounts/sessions.h"

namespace insyn::server {
namespace {

constexpr const char* kColumns = "SELECT name, role, passphrase, created FROM accounts";

std::string digest_of(const std::string& invitation) { return to_hex(sha256(view_of(invitation))); }

Result<Account> account_of(const Row& row) {
  const auto role = ledger::value_named<ledger::Role>(text(row[1]));
  if (!role) return fail(Code::kCorrupt, "an account has an unknown role");
  return Account{text(row[0]), *role, !is_null(row[2]), Utc(std::chrono::milliseconds(number(row[3])))};
}

}  // namespace

bool is_account_name(std::string_view name) { return check_name(name, kLongestAccountName).has_value(); }

Status Accounts::enter(Transaction& transaction, const Account& account, ledger::RoleChange change,
                       const std::string& by) {
  const ledger::Salt salt = ledger::Salt::random();
  const ledger::RoleChanged entry{account.role, change, ledger::salted(salt, view_of(account.name)),
                                  ledger::salted(salt, view_of(by))};
  TRY_ASSIGN(const std::uint64_t number, log_.append(transaction, entry, Kept{salt, ""}));
  TRY(transaction.execute("UPDATE accounts SET entries = entries || :entry WHERE name = :name",
                          {fmt::format("{},", number), account.name}));
  return {};
}

Result<std::string> Accounts::add_invitation(Transaction& transaction, const std::string& name) {
  constexpr std::size_t kSize = 16;
  const std::string invitation = to_hex(random_bytes(kSize));
  TRY(transaction.execute("DELETE FROM invitations WHERE account = :account", {name}));
  TRY(transaction.execute(
      "INSERT INTO invitations (digest, account, until) VALUES (:digest, :account, :until)",
      {digest_of(invitation), name, column(clock_.utc() + kInvitationLasts)}));
  return invitation;
}

Result<tl::expected<std::string, Accounts::No>> Accounts::create(Transaction& transaction,
                                                                 const std::string& name, ledger::Role role,
                                                                 const std::string& by) {
  if (!is_account_name(name)) return tl::unexpected(No::kName);
  TRY_ASSIGN(const auto there, find(transaction, name));
  if (there) return tl::unexpected(No::kThere);
  const Account account{name, role, false, clock_.utc()};
  TRY(
      transaction.execute("INSERT INTO accounts (name, role, passphrase, agent, agent_key, created, entries) "
                          "VALUES (:name, :role, "
                          "NULL, NULL, NULL, :created, '')",
                          {name, std::string(name_of(role)), column(account.created)}));
  TRY(enter(transaction, account, ledger::RoleChange::kGiven, by));
  return add_invitation(transaction, name);
}

Result<tl::expected<std::string, Accounts::No>> Accounts::invite(Transaction& transaction,
                                                                 const std::string& name) {
  TRY_ASSIGN(const auto account, find(transaction, name));
  if (!account) return tl::unexpected(No::kNotThere);
  TRY(transaction.execute("UPDATE accounts SET passphrase = NULL WHERE name = :name", {name}));
  TRY(Sessions::end_all(transaction, name));
  return add_invitation(transaction, name);
}

Result<bool> Accounts::is_last_administrator(Transaction& transaction, const Account& account) {
  if (account.role != ledger::Role::kAdministrator) return false;
  TRY_ASSIGN(const auto rows, transaction.query("SELECT COUNT(*) FROM accounts WHERE role = :role",
                                                {std::string(name_of(account.role))}));
  return number(rows[0][0]) <= 1;
}

Result<std::optional<Accounts::No>> Accounts::change_role(Transaction& transaction, const std::string& name,
                                                          ledger::Role role, const std::string& by) {
  TRY_ASSIGN(auto account, find(transaction, name));
  if (!account) return No::kNotThere;
  if (account->role == role) return std::nullopt;
  TRY_ASSIGN(const bool last, is_last_administrator(transaction, *account));
  if (last) return No::kLastAdministrator;
  TRY(enter(transaction, *account, ledger::RoleChange::kTaken, by));
  account->role = role;
  TRY(transaction.execute(
      "UPDATE accounts SET role = :role, agent = NULL, agent_key = NULL WHERE name = :name",
      {std::string(name_of(role)), name}));
  TRY(enter(transaction, *account, ledger::RoleChange::kGiven, by));
  TRY(Sessions::end_all(transaction, name));
  return std::nullopt;
}

Result<std::optional<Accounts::No>> Accounts::remove(Transaction& transaction, const std::string& name,
                                                     const std::string& by) {
  TRY_ASSIGN(const auto account, find(transaction, name));
  if (!account) return No::kNotThere;
  TRY_ASSIGN(const bool last, is_last_administrator(transaction, *account));
  if (last) return No::kLastAdministrator;
  TRY(enter(transaction, *account, ledger::RoleChange::kTaken, by));
  TRY_ASSIGN(const auto rows, transaction.query("SELECT entries FROM accounts WHERE name = :name", {name}));
  const std::string entries = text(rows[0][0]);
  for (std::size_t at = 0; at < entries.size(); at = entries.find(',', at) + 1) {
    const std::int64_t entry = std::stoll(entries.substr(at));
    TRY(transaction.execute("DELETE FROM ledger_salts WHERE number = :entry", {entry}));
  }
  TRY(Sessions::end_all(transaction, name));
  TRY(transaction.execute("DELETE FROM invitations WHERE account = :account", {name}));
  TRY(transaction.execute("UPDATE findings SET account = '' WHERE account = :account", {name}));
  TRY(transaction.execute("DELETE FROM searches WHERE account = :account", {name}));
  // Whoever is called so after this one has looked up nothing yet.
  TRY(transaction.execute("DELETE FROM audio_lookups WHERE account = :account", {name}));
  TRY(transaction.execute("DELETE FROM accounts WHERE name = :name", {name}));
  return std::nullopt;
}

Result<std::optional<std::string>> Accounts::invited(Transaction& transaction,
                                                     const std::string& invitation) {
  TRY_ASSIGN(const auto rows,
             transaction.query("SELECT account FROM invitations WHERE digest = :digest AND until > :now",
                               {digest_of(invitation), column(clock_.utc())}));
  if (rows.empty()) return std::nullopt;
  return text(rows[0][0]);
}

Status Accounts::set_passphrase(Transaction& transaction, const std::string& name, const std::string& kept) {
  TRY(transaction.execute("DELETE FROM invitations WHERE account = :account", {name}));
  TRY(transaction.execute("UPDATE accounts SET passphrase = :passphrase WHERE name = :name", {kept, name}));
  return {};
}

Result<std::optional<std::string>> Accounts::passphrase(Transaction& transaction, const std::string& name) {
  TRY_ASSIGN(const auto rows,
             transaction.query("SELECT passphrase FROM accounts WHERE name = :name", {name}));
  if (rows.empty() || is_null(rows[0][0])) return std::nullopt;
  return text(rows[0][0]);
}

Result<std::optional<Account>> Accounts::find(Transaction& transaction, const std::string& name) {
  TRY_ASSIGN(const auto rows, transaction.query(fmt::format("{} WHERE name = :name", kColumns), {name}));
  if (rows.empty()) return std::nullopt;
  TRY_ASSIGN(Account account, account_of(rows[0]));
  return account;
}

Result<std::vector<Account>> Accounts::all(Transaction& transaction) {
  TRY_ASSIGN(const auto rows, transaction.query(fmt::format("{} ORDER BY name", kColumns)));
  std::vector<Account> accounts;
  for (const Row& row : rows) {
    TRY_ASSIGN(Account account, account_of(row));
    accounts.push_back(std::move(account));
  }
  return accounts;
}

}  // namespace insyn::server
