#include "server/accounts/sessions.h"

namespace insyn::server {
namespace {

// How exactly it is known when a session was used last: a request that only reads does not write each time.
constexpr std::chrono::minutes kExactness{5};

}  // namespace

http::Role role_of(ledger::Role role) {
  switch (role) {
    case ledger::Role::kAdministrator:
      return http::Role::kAdministrator;
    case ledger::Role::kReviewer:
      return http::Role::kReviewer;
    case ledger::Role::kUnion:
      return http::Role::kUnion;
    case ledger::Role::kAnalyst:
      return http::Role::kAnalyst;
    case ledger::Role::kAgent:
      return http::Role::kAgent;
    case ledger::Role::kImporter:
      return http::Role::kImporter;
  }
  return http::Role::kAnybody;
}

Result<Sessions::Begun> Sessions::begin(Transaction& transaction, const std::string& account,
                                        const std::string& client) {
  constexpr std::size_t kTokenSize = 32;
  Begun begun{to_hex(random_bytes(kTokenSize)), clock_.utc() + times_.all};
  TRY(transaction.execute(
      "INSERT INTO sessions (digest, account, used, until, client) VALUES (:digest, :account, :used, :until, "
      ":client)",
      {to_hex(sha256(view_of(begun.token))), account, column(clock_.utc()), column(begun.until), client}));
  return begun;
}

Result<std::optional<http::Caller>> Sessions::find(const Digest& token) {
  const std::string digest = to_hex(token);
  std::vector<Row> rows;
  const Work look = [&](Transaction& transaction) -> Status {
    TRY_ASSIGN(rows, transaction.query(
                         "SELECT a.name, a.role, s.used, s.until, s.client FROM sessions s JOIN accounts a "
                         "ON a.name = s.account WHERE s.digest = :digest",
                         {digest}));
    return {};
  };
  TRY(database_.read(look));
  if (rows.empty()) return std::nullopt;
  const std::int64_t now = column(clock_.utc());
  const std::int64_t used = number(rows[0][2]);
  const std::int64_t idle = std::chrono::milliseconds(times_.idle).count();
  if (now >= number(rows[0][3]) || now >= used + idle) return std::nullopt;
  const auto role = ledger::value_named<ledger::Role>(text(rows[0][1]));
  if (!role) return fail(Code::kCorrupt, "an account has an unknown role");
  if (now - used > std::chrono::milliseconds(kExactness).count()) {
    const Work use = [&](Transaction& transaction) -> Status {
      TRY(transaction.execute("UPDATE sessions SET used = :used WHERE digest = :digest", {now, digest}));
      return {};
    };
    TRY(database_.write(use));
  }
  return http::Caller{role_of(*role), text(rows[0][0]), text(rows[0][4])};
}

Status Sessions::end(const Digest& token) {
  return database_.write([&](Transaction& transaction) -> Status {
    TRY(transaction.execute("DELETE FROM sessions WHERE digest = :digest", {to_hex(token)}));
    return {};
  });
}

Status Sessions::end_all(Transaction& transaction, const std::string& account) {
  TRY(transaction.execute("DELETE FROM sessions WHERE account = :account", {account}));
  return {};
}

Status Sessions::forget_old() {
  return database_.write([&](Transaction& transaction) -> Status {
    TRY(transaction.execute("DELETE FROM sessions WHERE until <= :now", {column(clock_.utc())}));
    return {};
  });
}

}  // namespace insyn::server
