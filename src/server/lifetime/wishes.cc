#include "server/lifetime/wishes.h"

#include <algorithm>

#include "agreement/call_id.h"
#include "agreement/discard_right.h"
#include "agreement/zone.h"
#include "note/note.h"
#include "recording/lifetime/discard.h"
#include "recording/lifetime/hold.h"

namespace insyn::server {
namespace {

// How far ahead a workstation's clock may be.
constexpr std::chrono::minutes kTolerance{5};

// The keys that the agent has on the roster.
std::vector<note::Verifier> keys_of(const roster::Roster& roster, const std::string& agent) {
  std::vector<note::Verifier> keys;
  for (const roster::Agent& one : roster.agents) {
    if (one.name != agent) continue;
    for (const roster::AgentKey& key : one.keys) keys.push_back(key.sign);
  }
  return keys;
}

// Whose the note says it is, before anybody has checked the signature.
Result<std::string> text_in(const std::string& note) {
  TRY_ASSIGN(note::Note parsed, note::parse(note));
  return std::move(parsed.text);
}

Kept kept(const std::string& recording) { return {ledger::Salt::random(), recording}; }

Result<std::optional<std::uint64_t>> entry_in(Transaction& transaction, const char* sql,
                                              const std::vector<Value>& values) {
  TRY_ASSIGN(const auto rows, transaction.query(sql, values));
  if (rows.empty()) return std::optional<std::uint64_t>();
  return std::optional(static_cast<std::uint64_t>(number(rows[0][0])));
}

}  // namespace

Result<Utc> over_at(Utc begin, const agreement::Terms& terms) {
  const std::string_view zone = agreement::zone_of(terms);
  TRY_ASSIGN(const agreement::WallTime first, agreement::wall_time(begin, zone));
  const std::chrono::year_month_day last =
      std::chrono::sys_days(first.day) + std::chrono::days(terms.retention_days);
  TRY_ASSIGN(const agreement::WallInstants midnight, agreement::instants_of(last, 0, zone));
  return midnight.earliest;
}

// What the centre knows of a recording by its certificate.
struct Wishes::Known {
  std::string agent;
  Utc began{};
  Digest agreement{}, roster{};
};

Wishes::Wishes(Database& database, Registry& registry, Log& log, const Clock& clock)
    : database_(database), registry_(registry), log_(log), clock_(clock) {}

Result<Wishes::Known> Wishes::certified(Transaction& transaction, const std::string& recording) {
  TRY_ASSIGN(const auto rows, transaction.query("SELECT agent, began, agreement, roster FROM certificates "
                                                "WHERE recording = :id ORDER BY entry LIMIT 1",
                                                {recording}));
  if (rows.empty())
    return fail(Code::kPermanent, "the certificate of recording {} was not handed in", recording);
  Known known{text(rows[0][0]), Utc(std::chrono::milliseconds(number(rows[0][1]))), {}, {}};
  TRY_ASSIGN(known.agreement, digest_of(text(rows[0][2])));
  TRY_ASSIGN(known.roster, digest_of(text(rows[0][3])));
  return known;
}

Result<Wish> Wishes::discard(const std::string& note) {
  TRY_ASSIGN(const std::string said, text_in(note));
  TRY_ASSIGN(const recording::DiscardOrder order, recording::parse_discard(said));
  Wish wish;
  const Status done = database_.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const auto before,
               entry_in(transaction, "SELECT entry FROM discards WHERE recording = :id", {order.id}));
    if (before) {
      wish.entry = *before;
      return {};
    }
    // However it went: there is nothing left to discard.
    TRY_ASSIGN(const auto gone,
               entry_in(transaction, "SELECT entry FROM tombstones WHERE recording = :id", {order.id}));
    if (gone) {
      wish.entry = *gone;
      return {};
    }
    TRY_ASSIGN(const Known known, certified(transaction, order.id));
    TRY_ASSIGN(const auto roster, registry_.roster(transaction, known.roster));
    TRY_ASSIGN(const auto agreement, registry_.agreement(transaction, known.agreement));
    if (!roster || !agreement) return fail(Code::kPermanent, "its agreement or roster is not registered");
    if (order.agent != known.agent) return fail(Code::kDenied, "recording {} is another agent's", order.id);
    TRY(recording::verify_discard(note, keys_of(roster->roster(), order.agent)));
    const Utc now = clock_.utc();
    if (order.time > now + kTolerance)
      return fail(Code::kDenied, "the discard is of {}, which is to come", to_text(order.time));
    if (order.time >= agreement::discard_until(known.began, agreement->agreement->terms()))
      return fail(Code::kDenied, "the agreement does not allow discarding it at {} any more",
                  to_text(order.time));
    const Kept salt = kept(order.id);
    TRY_ASSIGN(wish.entry,
               log_.append(transaction,
                           ledger::RecordingDiscarded{ledger::salted(salt.salt, view_of(order.id)),
                                                      ledger::salted(salt.salt, view_of(note))},
                           salt));
    TRY(
        transaction.execute("INSERT INTO discards (recording, note, entry, at) "
                            "VALUES (:recording, :note, :entry, :at)",
                            {order.id, note, static_cast<std::int64_t>(wish.entry), column(now)}));
    TRY(shred(transaction, log_, order.id, ledger::ShreddedBecause::kDiscard, now));
    return {};
  });
  TRY(done);
  return wish;
}

Result<Wish> Wishes::hold(const std::string& note) {
  TRY_ASSIGN(const std::string said, text_in(note));
  TRY_ASSIGN(const recording::Hold hold, recording::parse_hold(said));
  Wish wish;
  const Status done = database_.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const auto before,
               entry_in(transaction, "SELECT entry FROM holds WHERE recording = :id AND note = :note",
                        {hold.id, note}));
    if (before) {
      wish.entry = *before;
      return {};
    }
    TRY_ASSIGN(const bool gone, is_gone(transaction, hold.id));
    if (gone) return fail(Code::kPermanent, "recording {} was shredded", hold.id);
    TRY_ASSIGN(const Known known, certified(transaction, hold.id));
    TRY_ASSIGN(const auto agreement, registry_.agreement(transaction, known.agreement));
    if (!agreement) return fail(Code::kPermanent, "its agreement is not registered");
    TRY(recording::verify_hold(note, agreement->agreement->parties()));
    const Kept salt = kept(hold.id);
    TRY_ASSIGN(wish.entry,
               log_.append(transaction,
                           ledger::RecordingHeld{ledger::salted(salt.salt, view_of(hold.id)),
                                                 ledger::salted(salt.salt, view_of(note)), hold.until},
                           salt));
    TRY(transaction.execute("DELETE FROM holds WHERE recording = :id", {hold.id}));
    TRY(
        transaction.execute("INSERT INTO holds (recording, note, entry, until) "
                            "VALUES (:recording, :note, :entry, :until)",
                            {hold.id, note, static_cast<std::int64_t>(wish.entry), column(hold.until)}));
    for (const char* sql :
         {"UPDATE certificates SET kept_until = :until WHERE recording = :id AND kept_until < :until",
          "UPDATE recordings SET kept_until = :until WHERE id = :id AND kept_until < :until"})
      TRY(transaction.execute(sql, {column(hold.until), hold.id}));
    return {};
  });
  TRY(done);
  return wish;
}

Result<std::uint64_t> Wishes::erase(const std::string& call) {
  std::uint64_t erased = 0;
  TRY(database_.write([&](Transaction& transaction) -> Status {
    erased = 0;
    TRY_ASSIGN(const auto rows,
               transaction.query("SELECT DISTINCT recording FROM certificates WHERE call_id = :call",
                                 {agreement::normalised_call_id(call)}));
    for (const Row& row : rows) {
      TRY_ASSIGN(const bool was_there,
                 shred(transaction, log_, text(row[0]), ledger::ShreddedBecause::kErasure, clock_.utc()));
      erased += was_there ? 1 : 0;
    }
    return {};
  }));
  return erased;
}

}  // namespace insyn::server
