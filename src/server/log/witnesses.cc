#include "server/log/witnesses.h"

#include <algorithm>

#include "base/check.h"
#include "http_signature/signature.h"
#include "ledger/checkpoint/checkpoint.h"
#include "ledger/checkpoint/cosignature.h"
#include "ledger/tiles/reading.h"
#include "note/signature_line.h"

namespace insyn::server {
namespace {

using ledger::Checkpoint;

// Cosigned checkpoints that are kept, so that several witnesses can cosign the same one.
constexpr std::size_t kMostCosigned = 16;

void add_to(Witnesses::ByKey& all, const std::vector<note::Verifier>& witnesses) {
  for (const note::Verifier& one : witnesses) all.insert_or_assign(http_signature::key_id_of(one), one);
}

bool is_cosignature_by(const note::Signature& one, const note::Verifier& witness) {
  return one.name == witness.name() && one.id == ledger::cosigner_id(witness);
}

// Of cosignatures by one witness, of which at least one fits.
note::Signature newest_of(const std::string& text, const std::vector<note::Signature>& all,
                          const note::Verifier& witness) {
  const note::Signature* newest = nullptr;
  std::chrono::sys_seconds when{};
  for (const note::Signature& one : all) {
    const auto at = ledger::cosigned_at(note::Note{text, {one}}, witness);
    if (!at || !*at || (newest != nullptr && **at <= when)) continue;
    newest = &one;
    when = **at;
  }
  CHECK(newest != nullptr);
  return *newest;
}

// The note with these signatures alone.
std::string note_of(const std::string& text, const std::vector<note::Signature>& signatures) {
  std::string note = text + "\n";
  for (const note::Signature& one : signatures) note += note::line_of(one);
  return note;
}

}  // namespace

Result<std::vector<note::Verifier>> Witnesses::witnesses_of(Transaction& transaction,
                                                            const std::string& hash) {
  const std::lock_guard lock(mutex_);
  const auto found = read_.find(hash);
  if (found != read_.end()) return found->second;
  TRY_ASSIGN(const std::vector<Row> rows,
             transaction.query("SELECT note FROM agreements WHERE hash = :a", {hash}));
  if (rows.empty()) return std::vector<note::Verifier>();
  TRY_ASSIGN(const note::Note note, note::parse(text(rows[0][0])));
  TRY_ASSIGN(const agreement::Terms terms, agreement::parse_terms(note.text));
  std::vector<note::Verifier> witnesses;
  if (terms.ledger && terms.ledger->origin == ledger_.name() && terms.ledger->key == ledger_)
    witnesses = terms.ledger->witnesses;
  return read_[hash] = std::move(witnesses);
}

Result<std::vector<Witnesses::Agreed>> Witnesses::agreements(Transaction& transaction) {
  TRY_ASSIGN(const std::vector<Row> rows,
             transaction.query("SELECT hash, not_after, withdrawn FROM agreements ORDER BY entry"));
  const std::int64_t now = column(clock_.utc());
  std::vector<Agreed> all;
  for (const Row& row : rows) {
    Agreed one;
    one.ended = number(row[1]) <= now || !is_null(row[2]);
    TRY_ASSIGN(one.witnesses, witnesses_of(transaction, text(row[0])));
    if (!one.witnesses.empty()) all.push_back(std::move(one));
  }
  return all;
}

Result<Witnesses::ByKey> Witnesses::registered(Transaction& transaction) {
  TRY_ASSIGN(const std::vector<Agreed> all, agreements(transaction));
  ByKey witnesses;
  for (const Agreed& one : all) add_to(witnesses, one.witnesses);
  return witnesses;
}

Result<Witnesses::ByKey> Witnesses::needed(Transaction& transaction) {
  TRY_ASSIGN(const std::vector<Agreed> all, agreements(transaction));
  ByKey witnesses;
  for (const Agreed& one : all)
    if (!one.ended) add_to(witnesses, one.witnesses);
  if (witnesses.empty() && !all.empty()) add_to(witnesses, all.back().witnesses);
  return witnesses;
}

Result<bool> Witnesses::is_witness_of(Transaction& transaction, const std::string& hash,
                                      const note::Verifier& witness) {
  TRY_ASSIGN(const std::vector<note::Verifier> named, witnesses_of(transaction, hash));
  return std::ranges::find(named, witness) != named.end();
}

Result<std::optional<Witnesses::Latest>> Witnesses::latest(Transaction& transaction,
                                                           std::string_view key_id) {
  TRY_ASSIGN(
      const std::vector<Row> rows,
      transaction.query("SELECT size, note, heard, same_history FROM ledger_witnesses WHERE key_id = :a",
                        {std::string(key_id)}));
  if (rows.empty()) return std::optional<Latest>();
  const Row& row = rows[0];
  return std::optional(Latest{static_cast<std::uint64_t>(number(row[0])), text(row[1]),
                              Utc(std::chrono::milliseconds(number(row[2]))), number(row[3]) != 0});
}

Witnesses::Hearing Witnesses::hearing_of(const std::optional<Latest>& last, const LogHead& head) const {
  if (last && !last->same_history) return Hearing::kOtherHistory;
  if (!last || last->heard < started_) return Hearing::kUnheard;
  return last->size > head.published ? Hearing::kAhead : Hearing::kHeard;
}

Result<std::vector<Witnesses::Standing>> Witnesses::standings(Transaction& transaction) {
  TRY_ASSIGN(const ByKey all, registered(transaction));
  TRY_ASSIGN(const ByKey wanted, needed(transaction));
  TRY_ASSIGN(const LogHead head, read_head(transaction));
  std::vector<Standing> standings;
  for (const auto& [key_id, witness] : all) {
    TRY_ASSIGN(const std::optional<Latest> last, latest(transaction, key_id));
    standings.push_back({witness, wanted.contains(key_id), hearing_of(last, head), last});
  }
  return standings;
}

Status Witnesses::may_grow(Transaction& transaction) {
  TRY_ASSIGN(const ByKey all, needed(transaction));
  if (all.empty()) return {};
  TRY_ASSIGN(const LogHead head, read_head(transaction));
  for (const auto& [key_id, witness] : all) {
    TRY_ASSIGN(const std::optional<Latest> last, latest(transaction, key_id));
    const Hearing hearing = hearing_of(last, head);
    if (hearing == Hearing::kOtherHistory)
      return fail(
          Code::kDenied,
          "the witness {} has cosigned another history of this ledger: nothing is signed any more. Both "
          "parties have to begin a new ledger",
          witness.name());
    if (hearing == Hearing::kUnheard)
      return fail(Code::kTransient,
                  "the ledger waits for the witness {}, which was not heard since this server was started",
                  witness.name());
    if (hearing == Hearing::kAhead)
      return fail(
          Code::kTransient,
          "this server has {} entries that it signed, and the witness {} has {}: it was put back from "
          "a backup, and waits for the witness to give it the others",
          head.published, witness.name(), last->size);
  }
  return {};
}

// Of the same witness the newest cosignature stays.
Status Witnesses::add_cosignature(Transaction& transaction, const note::Verifier& witness,
                                  const note::Note& note, std::uint64_t size) {
  TRY_ASSIGN(const std::vector<Row> rows,
             transaction.query("SELECT note FROM ledger_cosigned WHERE size = :a", {column(size)}));
  std::vector<note::Signature> signatures, own;
  for (const note::Signature& one : note.signatures) {
    if (note::is_by(one, ledger_) && signatures.empty()) signatures.push_back(one);
    if (is_cosignature_by(one, witness)) own.push_back(one);
  }
  if (!rows.empty()) {
    TRY_ASSIGN(const note::Note before, note::parse(text(rows[0][0])));
    for (const note::Signature& one : before.signatures) {
      if (is_cosignature_by(one, witness)) {
        own.push_back(one);
      } else if (!note::is_by(one, ledger_)) {
        signatures.push_back(one);
      }
    }
    TRY(transaction.execute("DELETE FROM ledger_cosigned WHERE size = :a", {column(size)}));
  }
  signatures.push_back(newest_of(note.text, own, witness));
  TRY(transaction.execute("INSERT INTO ledger_cosigned (size, note) VALUES (:a, :b)",
                          {column(size), note_of(note.text, signatures)}));
  TRY_ASSIGN(const std::vector<Row> kept,
             transaction.query("SELECT size FROM ledger_cosigned ORDER BY size DESC"));
  if (kept.size() > kMostCosigned)
    TRY(transaction.execute("DELETE FROM ledger_cosigned WHERE size <= :a", {kept[kMostCosigned][0]}));
  return {};
}

Result<Witnesses::Word> Witnesses::hear(Database& database, TileStore& tiles, const note::Verifier& witness,
                                        std::string_view text, Came came) {
  if (text.size() > ledger::kLargestCheckpoint) return fail(Code::kCorrupt, "the checkpoint is too long");
  TRY_ASSIGN(const note::Note note, note::parse(text));
  TRY_ASSIGN(const Checkpoint said, ledger::parse_checkpoint(note.text));
  if (said.origin != ledger_.name() || !said.extensions.empty())
    return fail(Code::kDenied, "it is a checkpoint of another ledger, {}", said.origin);
  TRY_ASSIGN(const bool own, note::is_signed_by(note, ledger_));
  const bool none = said.size == 0 && said.root == ledger::empty_root();
  if (!own && !none) return fail(Code::kDenied, "this server has not signed that checkpoint");
  TRY_ASSIGN(const auto cosigned, ledger::cosigned_at(note, witness));
  if (!cosigned) return fail(Code::kDenied, "{} has not cosigned that checkpoint", witness.name());

  TRY_ASSIGN(const LogHead head, read_head(database));
  Word word = Word::kLonger;
  if (said.size <= head.published) {
    ledger::TileNodes nodes(tiles, head.published);
    TRY_ASSIGN(const ledger::Tree then, ledger::tree_of(nodes, said.size));
    word = then.root() == said.root ? Word::kSame : Word::kOther;
  }

  const std::string key_id = http_signature::key_id_of(witness);
  const Status remembered = database.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(std::optional<Latest> last, latest(transaction, key_id));
    Latest next{said.size, std::string(text), clock_.utc(), word != Word::kOther};
    if (came == Came::kAsAnswer) next.heard = last ? last->heard : Utc();
    if (last && (!last->same_history || last->size > next.size)) {
      next.size = last->size;
      next.note = last->note;
      next.same_history = last->same_history && next.same_history;
    }
    if (last) TRY(transaction.execute("DELETE FROM ledger_witnesses WHERE key_id = :a", {key_id}));
    TRY(transaction.execute(
        "INSERT INTO ledger_witnesses (key_id, size, note, heard, same_history) VALUES "
        "(:a, :b, :c, :d, :e)",
        {key_id, column(next.size), next.note, column(next.heard), std::int64_t{next.same_history ? 1 : 0}}));
    if (word == Word::kSame && own) TRY(add_cosignature(transaction, witness, note, said.size));
    return {};
  });
  TRY(remembered);
  return word;
}

Result<std::string> Witnesses::cosigned_checkpoint(Transaction& transaction) {
  TRY_ASSIGN(const ByKey all, needed(transaction));
  if (all.empty()) {
    TRY_ASSIGN(LogHead head, read_head(transaction));
    if (head.checkpoint.empty()) return fail(Code::kPermanent, "the ledger has no checkpoint yet");
    return std::move(head.checkpoint);
  }
  TRY_ASSIGN(const std::vector<Row> rows,
             transaction.query("SELECT note FROM ledger_cosigned ORDER BY size DESC"));
  for (const Row& row : rows) {
    TRY_ASSIGN(const note::Note note, note::parse(text(row[0])));
    bool by_all = true;
    for (const auto& [key_id, witness] : all) {
      TRY_ASSIGN(const auto at, ledger::cosigned_at(note, witness));
      by_all = by_all && at.has_value();
    }
    if (by_all) return text(row[0]);
  }
  return fail(Code::kPermanent, "no checkpoint was cosigned by every witness yet");
}

std::string consequence_of(Witnesses::Word word) {
  CHECK(word != Witnesses::Word::kSame);
  if (word == Witnesses::Word::kLonger)
    return "has entries that this server has forgotten: nothing is signed until it has given them back";
  return "has cosigned another history of the ledger: nothing is signed any more";
}

}  // namespace insyn::server
