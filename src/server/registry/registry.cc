#include "server/registry/registry.h"

#include <algorithm>

#include "agreement/withdrawal.h"

namespace insyn::server {
namespace {

using agreement::Agreement;
using roster::SignedRoster;

// Of verified ones that are remembered.
constexpr std::size_t kMostRemembered = 64;
// A server that was restored asks for more once it has got these.
constexpr std::int64_t kMostWanted = 1000;

Result<std::vector<std::string>> texts(Transaction& transaction, const char* sql,
                                       const std::vector<Value>& values = {}) {
  TRY_ASSIGN(const auto rows, transaction.query(sql, values));
  std::vector<std::string> all;
  for (const Row& row : rows) all.push_back(text(row[0]));
  return all;
}

// But for the machines.
Result<RegistryState> read_state(Transaction& transaction) {
  RegistryState state;
  TRY_ASSIGN(const auto last,
             transaction.query("SELECT MAX(entry) FROM (SELECT entry FROM agreements UNION ALL SELECT entry "
                               "FROM rosters UNION ALL SELECT entry FROM withdrawals UNION ALL "
                               "SELECT entry FROM tombstones WHERE because <> 'retention') registered"));
  if (!is_null(last[0][0])) state.next_entry = static_cast<std::uint64_t>(number(last[0][0])) + 1;
  TRY_ASSIGN(state.rosters, texts(transaction,
                                  "SELECT hash FROM rosters r WHERE version = (SELECT MAX(version) FROM "
                                  "rosters o WHERE o.id = r.id) ORDER BY entry"));
  TRY_ASSIGN(state.in_force,
             texts(transaction, "SELECT note FROM in_force_notes ORDER BY agreement, witness"));
  TRY_ASSIGN(state.wanted, texts(transaction, "SELECT recording FROM wanted ORDER BY recording LIMIT :most",
                                 {kMostWanted}));
  set_beside(state);
  return state;
}

std::optional<Utc> time_in(const Value& value) {
  if (is_null(value)) return std::nullopt;
  return Utc(std::chrono::milliseconds(number(value)));
}

// The entry of what was registered under `hash` before. `table` is a literal of ours.
Result<std::optional<std::uint64_t>> known_entry(Transaction& transaction, const char* table,
                                                 const Digest& hash) {
  TRY_ASSIGN(const auto rows, transaction.query(fmt::format("SELECT entry FROM {} WHERE hash = :hash", table),
                                                {to_hex(hash)}));
  if (rows.empty()) return std::optional<std::uint64_t>();
  return std::optional(static_cast<std::uint64_t>(number(rows[0][0])));
}

// The newest version of the roster with this id that is registered.
Result<std::optional<roster::Seen>> newest_roster(Transaction& transaction, const std::string& id) {
  TRY_ASSIGN(const auto rows,
             transaction.query(
                 "SELECT version, hash FROM rosters WHERE id = :id ORDER BY version DESC LIMIT 1", {id}));
  if (rows.empty()) return std::optional<roster::Seen>();
  TRY_ASSIGN(const Digest hash, digest_of(text(rows[0][1])));
  return std::optional(roster::Seen{id, static_cast<int>(number(rows[0][0])), hash});
}

// Before the first key of a TOML text.
std::string_view first_key(std::string_view text) {
  while (text.starts_with('#') || text.starts_with('\n'))
    text.remove_prefix(
        std::min(text.size(), text.find('\n') == text.npos ? text.size() : text.find('\n') + 1));
  return text.substr(0, text.find_first_of(" ="));
}

template <class T>
void remember(std::map<Digest, std::shared_ptr<const T>>& all, const Digest& hash,
              const std::shared_ptr<const T>& one) {
  if (all.size() >= kMostRemembered) all.erase(all.begin());
  all[hash] = one;
}

}  // namespace

Result<Digest> digest_of(const std::string& hex) {
  TRY_ASSIGN(const Bytes bytes, from_hex(hex));
  Digest digest{};
  if (bytes.size() != digest.size()) return fail(Code::kCorrupt, "the database: no SHA-256");
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

bool in_force_at(const RegisteredAgreement& registered, Utc begin) {
  const agreement::Terms& terms = registered.agreement->terms();
  if (begin < terms.not_before || begin >= terms.not_after) return false;
  const std::chrono::hours grace(terms.ledger ? terms.ledger->grace_hours : 0);
  return !registered.withdrawn || begin < *registered.withdrawn + grace;
}

Registry::Registry(Database& database, Log& log, std::vector<note::PublicKeys> pins, const Clock& clock)
    : database_(database),
      log_(log),
      pins_(std::move(pins)),
      clock_(clock),
      state_(std::make_shared<RegistryState>()) {}

Status Registry::check_ledger(const agreement::Terms& terms) const {
  if (!terms.ledger)
    return fail(Code::kDenied, "the agreement has no [ledger]: its recordings stay on the workstations");
  if (terms.ledger->origin != log_.origin() || !(terms.ledger->key == log_.key()))
    return fail(Code::kDenied,
                "the agreement's ledger is “{}” with the key {}, and this server's is “{}” with {}",
                terms.ledger->origin, terms.ledger->key.text(), log_.origin(), log_.key().text());
  return {};
}

Result<std::shared_ptr<const Agreement>> Registry::verified_agreement(const Digest& hash,
                                                                      const std::string& note) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = agreements_.find(hash); found != agreements_.end()) return found->second;
  }
  TRY_ASSIGN(Agreement agreement, Agreement::verify(note, pins_));
  auto shared = std::make_shared<const Agreement>(std::move(agreement));
  const std::lock_guard lock(mutex_);
  remember(agreements_, hash, shared);
  return shared;
}

Result<std::shared_ptr<const SignedRoster>> Registry::verified_roster(const Digest& hash,
                                                                      const std::string& note) {
  TRY_ASSIGN(SignedRoster roster, SignedRoster::verify(note, pins_));
  auto shared = std::make_shared<const SignedRoster>(std::move(roster));
  const std::lock_guard lock(mutex_);
  remember(rosters_, hash, shared);
  return shared;
}

Result<Registered> Registry::and_refresh(Result<Registered> registered) {
  // Others see it within a second anyway.
  if (registered) (void)refresh();
  return registered;
}

Result<Registered> Registry::add_agreement(const std::string& note) {
  TRY_ASSIGN(const Agreement agreement, Agreement::verify(note, pins_));
  TRY(check_ledger(agreement.terms()));
  Registered registered{agreement.hash(), 0};
  const Status done = database_.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const auto known, known_entry(transaction, "agreements", agreement.hash()));
    if (known) {
      registered.entry = *known;
      return {};
    }
    TRY_ASSIGN(registered.entry,
               log_.append(transaction, ledger::AgreementRegistered{agreement.terms().id, agreement.hash()}));
    TRY(transaction.execute(
        "INSERT INTO agreements (hash, id, note, entry, registered, not_after, withdrawn) "
        "VALUES (:hash, :id, :note, :entry, :registered, :not_after, NULL)",
        {to_hex(agreement.hash()), agreement.terms().id, note, static_cast<std::int64_t>(registered.entry),
         column(clock_.utc()), column(agreement.terms().not_after)}));
    return {};
  });
  TRY(done);
  return and_refresh(registered);
}

Result<Registered> Registry::add_roster(const std::string& note) {
  TRY_ASSIGN(const SignedRoster roster, SignedRoster::verify(note, pins_));
  Registered registered{roster.hash(), 0};
  const Status done = database_.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const auto known, known_entry(transaction, "rosters", roster.hash()));
    if (known) {
      registered.entry = *known;
      return {};
    }
    TRY_ASSIGN(const auto newest, newest_roster(transaction, roster->id));
    if (newest) TRY(roster::check_follows(*newest, roster));
    const auto version = static_cast<std::uint64_t>(roster->version);
    TRY_ASSIGN(registered.entry,
               log_.append(transaction, ledger::RosterRegistered{roster->id, version, roster.hash()}));
    TRY(
        transaction.execute("INSERT INTO rosters (hash, id, version, note, entry, registered) "
                            "VALUES (:hash, :id, :version, :note, :entry, :registered)",
                            {to_hex(roster.hash()), roster->id, static_cast<std::int64_t>(version), note,
                             static_cast<std::int64_t>(registered.entry), column(clock_.utc())}));
    return {};
  });
  TRY(done);
  return and_refresh(registered);
}

Result<Registered> Registry::add_withdrawal(const std::string& note) {
  TRY_ASSIGN(const agreement::Withdrawal withdrawal, agreement::verify_withdrawal(note, pins_));
  Registered registered{sha256(view_of(note)), 0};
  const Status done = database_.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const auto known, known_entry(transaction, "withdrawals", registered.hash));
    if (known) {
      registered.entry = *known;
      return {};
    }
    const std::string of = to_hex(withdrawal.agreement);
    TRY_ASSIGN(const auto agreement, known_entry(transaction, "agreements", withdrawal.agreement));
    if (!agreement) return fail(Code::kDenied, "the withdrawal is of {}, which is not registered here", of);
    TRY_ASSIGN(registered.entry,
               log_.append(transaction, ledger::AgreementWithdrawn{withdrawal.signed_by, withdrawal.agreement,
                                                                   registered.hash}));
    const std::int64_t now = column(clock_.utc());
    TRY(
        transaction.execute("INSERT INTO withdrawals (hash, agreement, party, note, entry, registered) "
                            "VALUES (:hash, :agreement, :party, :note, :entry, :registered)",
                            {to_hex(registered.hash), of, withdrawal.signed_by, note,
                             static_cast<std::int64_t>(registered.entry), now}));
    TRY(transaction.execute("UPDATE agreements SET withdrawn = :now WHERE hash = :of AND withdrawn IS NULL",
                            {now, of}));
    return {};
  });
  TRY(done);
  return and_refresh(registered);
}

Result<Registered> Registry::add(const std::string& note) {
  const std::string_view key = first_key(note);
  if (key == "insyn_withdrawal") return add_withdrawal(note);
  if (key == "insyn_roster") return add_roster(note);
  return add_agreement(note);
}

Result<std::optional<RegisteredAgreement>> Registry::agreement(Transaction& transaction, const Digest& hash) {
  TRY_ASSIGN(const auto rows,
             transaction.query("SELECT note, withdrawn FROM agreements WHERE hash = :hash", {to_hex(hash)}));
  if (rows.empty()) return std::optional<RegisteredAgreement>();
  RegisteredAgreement registered;
  TRY_ASSIGN(registered.agreement, verified_agreement(hash, text(rows[0][0])));
  registered.withdrawn = time_in(rows[0][1]);
  return std::optional(std::move(registered));
}

Result<std::shared_ptr<const SignedRoster>> Registry::roster(Transaction& transaction, const Digest& hash) {
  {
    // It was registered, and is as long as the ledger says so. A roster of many agents is long.
    const std::lock_guard lock(mutex_);
    if (const auto found = rosters_.find(hash); found != rosters_.end()) return found->second;
  }
  TRY_ASSIGN(const auto rows,
             transaction.query("SELECT note FROM rosters WHERE hash = :hash", {to_hex(hash)}));
  if (rows.empty()) return std::shared_ptr<const SignedRoster>();
  return verified_roster(hash, text(rows[0][0]));
}

Status Registry::add_machines(Transaction& transaction, RegistryState& state) {
  auto machines = std::make_shared<Machines>();
  auto call_sources = std::make_shared<std::vector<agreement::CallSource>>();
  const auto add_machine = [&](const note::Verifier& key, http::Role role) {
    machines->insert_or_assign(http_signature::key_id_of(key), http::Machine{key, role});
  };
  TRY_ASSIGN(const auto agreements, texts(transaction, "SELECT hash FROM agreements"));
  for (const std::string& hex : agreements) {
    TRY_ASSIGN(const Digest hash, digest_of(hex));
    TRY_ASSIGN(const auto registered, agreement(transaction, hash));
    if (!registered) continue;
    const agreement::Terms& terms = registered->agreement->terms();
    call_sources->insert(call_sources->end(), terms.call_sources.begin(), terms.call_sources.end());
    if (!terms.ledger) continue;
    for (const note::Verifier& witness : terms.ledger->witnesses) add_machine(witness, http::Role::kWitness);
  }
  for (const std::string& hex : state.rosters) {
    TRY_ASSIGN(const Digest hash, digest_of(hex));
    TRY_ASSIGN(const auto roster, this->roster(transaction, hash));
    if (!roster) continue;
    for (const roster::Machine& link : (*roster)->links) add_machine(link.sign, http::Role::kLink);
  }
  // Whoever is a link or a witness by the same key stays that.
  for (const std::string& hex : state.rosters) {
    TRY_ASSIGN(const Digest hash, digest_of(hex));
    TRY_ASSIGN(const auto roster, this->roster(transaction, hash));
    if (!roster) continue;
    for (const roster::Agent& agent : (*roster)->agents)
      for (const roster::AgentKey& key : agent.keys)
        machines->emplace(http_signature::key_id_of(key.sign), http::Machine{key.sign, http::Role::kAgent});
  }
  state.machines = std::move(machines);
  state.call_sources = std::move(call_sources);
  return {};
}

Status Registry::refresh() {
  const auto known = state();
  auto now = std::make_shared<RegistryState>();
  TRY(database_.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(*now, read_state(transaction));
    const bool same_machines = now->next_entry == known->next_entry && now->next_entry > 0;
    if (!same_machines) return add_machines(transaction, *now);
    now->machines = known->machines;
    now->call_sources = known->call_sources;
    return {};
  }));
  const std::lock_guard lock(mutex_);
  state_ = std::move(now);
  return {};
}

std::shared_ptr<const RegistryState> Registry::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

}  // namespace insyn::server
