#include "server/audio/attaching.h"

#include "recording/format/layout.h"
#include "recording/format/opening_note.h"
#include "server/accounts/transact.h"
#include "server/audio/audio_row.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using recording::AudioNote;

// Whoever stores one has put its bytes in place and said so long before.
constexpr std::chrono::hours kClaimLasts{1};
constexpr const char* kOrphan = "orphan";
constexpr std::size_t kBlobsAtOnce = 1000;

Answer attached() { return json_answer({{"attached", true}}); }
Answer busy() { return http::problem_for(409, "busy", std::chrono::seconds(30)); }

// What stands in a claim of this audio's.
std::string claim_of(const std::string& note) { return to_hex(sha256(view_of(note))); }

Result<bool> is_withdrawn(Transaction& transaction, const std::string& agreement) {
  TRY_ASSIGN(const auto rows,
             transaction.query("SELECT withdrawn FROM agreements WHERE hash = :hash", {agreement}));
  return !rows.empty() && !is_null(rows[0][0]);
}

}  // namespace

Result<std::optional<Answer>> Attaching::look(Transaction& transaction, const std::string& recording,
                                              const std::string& note, AudioNote& audio) const {
  using Refused = std::optional<Answer>;
  TRY(desk_.log.may_grow(transaction));
  TRY_ASSIGN(auto found, find_stored(transaction, recording));
  if (!found.value) return Refused(std::move(found.refusal));
  const Stored& stored = *found.value;
  if (stored.kept_until <= desk_.now()) return Refused(problem(410, "gone"));
  TRY_ASSIGN(const agreement::Agreement agreement, desk_.agreement(transaction, stored.agreement));
  const auto said = recording::verify_audio_note(note, agreement.terms().importers);
  if (!said) {
    return Refused(said.error().code == Code::kDenied ? problem(403, "importer") : problem(422, "audio"));
  }
  audio = *said;
  if (audio.id != recording || audio.opening_hash != sha256(view_of(stored.opening_note)))
    return Refused(problem(422, "audio"));
  if (!recording::is_agreed(agreement.terms().audio, audio.sides)) return Refused(problem(403, "voices"));
  // Without pictures there is no R, and nothing to put it beside.
  if (stored.level == agreement::level_name(agreement::Level::kMetrics))
    return Refused(problem(422, "audio"));
  TRY_ASSIGN(const auto before, find_audio(transaction, recording));
  if (before) return Refused(before->note == note ? attached() : problem(409, "audio"));
  TRY_ASSIGN(const bool withdrawn, is_withdrawn(transaction, stored.agreement));
  if (withdrawn) return Refused(problem(409, "withdrawn"));
  return Refused();
}

std::optional<Answer> Attaching::check(const std::string& recording, const std::string& note,
                                       AudioNote& audio) const {
  std::optional<Answer> answer;
  const Status read = desk_.database.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(answer, look(transaction, recording, note, audio));
    return {};
  });
  return read ? answer : answer_to(read.error());
}

Result<bool> Attaching::claim(Transaction& transaction, const std::string& recording,
                              const std::string& what) const {
  TRY(transaction.execute("DELETE FROM claims WHERE recording = :id AND (contents = :contents OR at < :old)",
                          {recording, what, desk_.now() - std::chrono::milliseconds(kClaimLasts).count()}));
  TRY_ASSIGN(
      const std::uint64_t added,
      transaction.execute("INSERT INTO claims (recording, contents, at) VALUES (:id, :contents, :now) ON "
                          "CONFLICT DO NOTHING",
                          {recording, what, desk_.now()}));
  return added == 1;
}

Result<bool> Attaching::has_claim(Transaction& transaction, const std::string& recording,
                                  const std::string& what) const {
  TRY_ASSIGN(const auto rows,
             transaction.query("SELECT at FROM claims WHERE recording = :id AND contents = :contents",
                               {recording, what}));
  return !rows.empty();
}

Status Attaching::insert(Transaction& transaction, const std::string& recording, const std::string& note,
                         const AudioNote& audio) const {
  const Kept kept{ledger::Salt::random(), recording};
  const ledger::AudioAttached entry{ledger::salted(kept.salt, view_of(recording)),
                                    ledger::salted(kept.salt, view_of(note))};
  TRY_ASSIGN(const std::uint64_t number, desk_.log.append(transaction, entry, kept));
  TRY(transaction.execute(
      "INSERT INTO audio (recording, note, file, bytes, entry, attached, moved) VALUES (:recording, :note, "
      ":file, "
      ":bytes, :entry, :attached, 0)",
      {recording, note, to_hex(audio.file_hash), static_cast<std::int64_t>(audio.file_length),
       static_cast<std::int64_t>(number), desk_.now()}));
  TRY(transaction.execute("DELETE FROM claims WHERE recording = :id", {recording}));
  return {};
}

Answer Attaching::store(const std::string& recording, const std::string& note, const Path& file) const {
  const std::string what = claim_of(note);
  AudioNote audio;
  std::optional<Answer> answer;
  bool claimed = false;
  // A claim keeps apart those who store now.
  const Status begun = desk_.database.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(answer, look(transaction, recording, note, audio));
    if (answer) return {};
    TRY_ASSIGN(claimed, claim(transaction, recording, what));
    return {};
  });
  if (!begun) return answer_to(begun.error());
  if (answer) return *std::move(answer);
  if (!claimed) return busy();

  const std::string blob = audio_blob_of(recording);
  if (const Status put = desk_.vault.put_file(blob, file); !put) {
    // Bytes of somebody who claimed it before and never said that they are stored.
    if (put.error().code == Code::kDenied) (void)desk_.vault.remove(blob);
    const Code code = put.error().code == Code::kFull ? Code::kFull : Code::kTransient;
    return answer_to({code, put.error().message});
  }
  const Status done = desk_.database.write([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(answer, look(transaction, recording, note, audio));
    if (answer) return {};
    TRY_ASSIGN(claimed, has_claim(transaction, recording, what));
    return claimed ? insert(transaction, recording, note, audio) : Status();
  });
  if (!done) return answer_to(done.error());
  // It was shredded meanwhile, and whoever did so has looked for these bytes already.
  if (answer && answer->status == 410) (void)desk_.vault.remove(blob);
  if (answer) return *std::move(answer);
  return claimed ? desk_.published(attached()) : busy();
}

// A claim of nobody's keeps others from storing it meanwhile.
Result<bool> Attaching::is_orphan(const std::string& recording) const {
  bool orphan = false;
  TRY(desk_.database.write([&](Transaction& transaction) -> Status {
    orphan = false;
    TRY_ASSIGN(const auto audio, find_audio(transaction, recording));
    if (audio) return {};
    TRY_ASSIGN(orphan, claim(transaction, recording, kOrphan));
    return {};
  }));
  return orphan;
}

Status Attaching::remove_orphans() const {
  std::string after;
  for (;;) {
    TRY_ASSIGN(const auto names, desk_.vault.list("audio/", after, kBlobsAtOnce));
    if (names.empty()) return {};
    for (const std::string& name : names) {
      const std::string recording = name.substr(name.rfind('/') + 1);
      if (!recording::is_recording_id(recording)) continue;
      TRY_ASSIGN(const bool orphan, is_orphan(recording));
      if (!orphan) continue;
      const Status removed = desk_.vault.remove(name);
      const Status freed = desk_.database.write([&](Transaction& transaction) -> Status {
        TRY(transaction.execute("DELETE FROM claims WHERE recording = :id AND contents = :orphan",
                                {recording, std::string(kOrphan)}));
        return {};
      });
      TRY(freed);
      TRY(removed);
    }
    after = names.back();
  }
}

}  // namespace insyn::server
