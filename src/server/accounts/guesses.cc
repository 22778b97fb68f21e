#include "server/accounts/guesses.h"

#include "base/sha256.h"

namespace insyn::server {
namespace {

struct Counted {
  std::string whose;  // a hash: no table of addresses is kept
  std::int64_t most;
};

std::string hashed(const std::string& kind, const std::string& a, const std::string& b = "") {
  return to_hex(sha256(view_of(kind + '\n' + a + '\n' + b)));
}

std::vector<Counted> counted(const std::string& account, const std::string& client,
                             const GuessLimits& limits) {
  std::vector<Counted> all = {{hashed("client", client), limits.by_client}};
  if (!account.empty()) {
    all.push_back({hashed("account", account), limits.of_account});
    all.push_back({hashed("both", account, client), limits.of_account_by_client});
  }
  return all;
}

}  // namespace

Result<std::optional<std::chrono::seconds>> Guesses::begin(const std::string& account,
                                                           const std::string& client) {
  std::optional<std::chrono::seconds> wait;
  const std::int64_t now = column(clock_.utc());
  const std::int64_t window = std::chrono::milliseconds(limits_.within).count();
  const Work count = [&](Transaction& transaction) -> Status {
    wait.reset();
    TRY(transaction.execute("DELETE FROM guesses WHERE since <= :since", {now - window}));
    const std::vector<Counted> all = counted(account, client, limits_);
    for (const Counted& one : all) {
      TRY_ASSIGN(const auto rows,
                 transaction.query("SELECT since FROM guesses WHERE whose = :whose AND count >= :most",
                                   {one.whose, one.most}));
      if (rows.empty()) continue;
      const std::int64_t left = number(rows[0][0]) + window - now;
      wait = std::max(wait.value_or(std::chrono::seconds(1)), std::chrono::seconds(left / 1000 + 1));
    }
    // Whoever is made to wait keeps nobody else from the account by going on.
    if (wait) return {};
    for (const Counted& one : all) {
      TRY(
          transaction.execute("INSERT INTO guesses (whose, count, since) VALUES (:whose, 1, :since) "
                              "ON CONFLICT (whose) DO UPDATE SET count = guesses.count + 1",
                              {one.whose, now}));
    }
    return {};
  };
  TRY(database_.write(count));
  return wait;
}

Status Guesses::was_right(Transaction& transaction, const std::string& account, const std::string& client) {
  TRY(transaction.execute("DELETE FROM guesses WHERE whose = :whose", {hashed("both", account, client)}));
  for (const std::string& whose : {hashed("client", client), hashed("account", account)})
    TRY(transaction.execute("UPDATE guesses SET count = count - 1 WHERE whose = :whose AND count > 0",
                            {whose}));
  return {};
}

}  // namespace insyn::server
