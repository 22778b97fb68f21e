#include "server/access/desk.h"

#include "recording/format/certificate.h"
#include "recording/format/closing_note.h"
#include "recording/format/journal.h"
#include "recording/format/layout.h"
#include "server/accounts/transact.h"

namespace insyn::server {

using http::Answer;

Result<agreement::Agreement> Desk::agreement(Transaction& transaction, const std::string& hash) const {
  TRY_ASSIGN(const auto rows, transaction.query("SELECT note FROM agreements WHERE hash = :hash", {hash}));
  if (rows.empty()) return fail(Code::kPermanent, "the agreement {} is not registered", hash);
  const std::string& note = text(rows[0][0]);
  // Pins of other unions than the agreement's are on this server too.
  TRY_ASSIGN(const auto signed_note, note::parse(note));
  std::vector<note::PublicKeys> signers;
  for (const note::PublicKeys& pin : pins) {
    if (!pin.verifier) continue;
    TRY_ASSIGN(const bool has_signed, note::is_signed_by(signed_note, *pin.verifier));
    if (has_signed) signers.push_back(pin);
  }
  return agreement::Agreement::verify(note, signers);
}

Answer Desk::published(Answer answer) const {
  if (answer.status >= 400) return answer;
  if (const Status done = log.publish(); !done) return answer_to(done.error());
  return answer;
}

Stored stored_of(const Row& row) {
  Stored one;
  one.id = text(row[0]);
  one.agreement = text(row[1]);
  one.agent = text(row[2]);
  one.device = text(row[3]);
  one.call = text(row[4]);
  one.kind = text(row[5]);
  one.queue = text(row[6]);
  one.level = text(row[7]);
  one.day = text(row[8]);
  one.began = number(row[9]);
  one.kept_until = number(row[10]);
  one.received = number(row[11]);
  one.withheld = is_null(row[12]) ? -1 : number(row[12]);
  one.chunks = number(row[13]);
  one.bytes = number(row[14]);
  one.entry = number(row[15]);
  one.minutes = is_null(row[16]) ? -1 : number(row[16]);
  return one;
}

Result<FoundOrAnswer<Stored>> find_stored(Transaction& transaction, const std::string& id) {
  using Found = FoundOrAnswer<Stored>;
  if (!recording::is_recording_id(id)) return Found(http::problem(404, "no-such-recording"));
  for (const char* gone : {"SELECT recording FROM tombstones WHERE recording = :id",
                           "SELECT recording FROM discards WHERE recording = :id"}) {
    TRY_ASSIGN(const auto rows, transaction.query(gone, {id}));
    if (!rows.empty()) return Found(http::problem(410, "gone"));
  }
  TRY_ASSIGN(const auto rows,
             transaction.query(fmt::format("SELECT {}, opening_note, closing_note, journal FROM recordings "
                                           "WHERE id = :id AND state = 'stored'",
                                           kStoredColumns),
                               {id}));
  if (rows.empty()) return Found(http::problem(404, "no-such-recording"));
  Stored stored = stored_of(rows[0]);
  stored.opening_note = text(rows[0][17]);
  stored.closing_note = text(rows[0][18]);
  stored.journal = text(rows[0][19]);
  return Found(std::move(stored));
}

Result<bool> has_audio(Transaction& transaction, const std::string& recording) {
  TRY_ASSIGN(const auto rows,
             transaction.query("SELECT recording FROM audio WHERE recording = :id", {recording}));
  return !rows.empty();
}

Result<std::vector<recording::ChunkRecord>> chunks_of(const Stored& stored) {
  if (!stored.closing_note.empty()) {
    TRY_ASSIGN(const note::Note closing, note::parse(stored.closing_note));
    TRY_ASSIGN(auto said, recording::parse_closing(closing.text));
    return std::move(said.chunks);
  }
  TRY_ASSIGN(const note::Note note, note::parse(stored.opening_note));
  TRY_ASSIGN(const recording::Opening opening, recording::parse_opening(note.text));
  TRY_ASSIGN(const note::Verifier key, recording::recording_key(opening.id, opening.key));
  TRY_ASSIGN(auto journal, recording::parse_journal(stored.journal, stored.id, key));
  // Of its last line the chunk may never have come.
  if (journal.chunks.size() > static_cast<std::size_t>(stored.chunks)) journal.chunks.pop_back();
  return std::move(journal.chunks);
}

Answer json_answer(const json::Json& body) {
  return {200, "application/json", json::line_of(body), {{"cache-control", "no-store"}}};
}

Answer text_answer(std::string text, const char* type) {
  return {200, type, std::move(text), {{"cache-control", "no-store"}}};
}

std::string time_text(std::int64_t milliseconds) {
  return to_text(Utc(std::chrono::milliseconds(milliseconds)));
}

Value or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

}  // namespace insyn::server
