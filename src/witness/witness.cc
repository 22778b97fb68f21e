#include "witness/witness.h"

#include "base/check.h"
#include "witness/file_state.h"

namespace insyn::witness {
namespace {

using ledger::Checkpoint;
using std::chrono::sys_seconds;

constexpr const char* kText = "text/plain; charset=utf-8";
constexpr const char* kSize = "text/x.tlog.size";
// How often others may have been faster.
constexpr int kTries = 10;

Answer refusal(int status, std::string_view why) { return {status, kText, fmt::format("{}\n", why)}; }

sys_seconds seconds_of(Utc now) { return std::chrono::floor<std::chrono::seconds>(now); }

// The first signature by this key; is_signed_by() has found one.
const note::Signature& signature_by(const note::Note& note, const note::Verifier& key) {
  for (const note::Signature& one : note.signatures)
    if (note::is_by(one, key)) return one;
  CHECK(false);
  return note.signatures.front();
}

}  // namespace

const Watched* Witness::watched(std::string_view origin) const {
  for (const Watched& one : watched_)
    if (one.origin == origin) return &one;
  return nullptr;
}

Status Witness::begin(std::string_view origin, Utc now) {
  CHECK(watched(origin) != nullptr);
  const std::string text = ledger::text_of(Checkpoint{std::string(origin), 0, ledger::empty_root(), {}});
  return state_.begin(origin, text + "\n" + note::line_of(ledger::cosign(text, seconds_of(now), signer_)));
}

// What was remembered is this witness's own word: nothing else is gone on from.
Result<Witness::Remembered> Witness::remembered(const Watched& watched) {
  Remembered last;
  TRY_ASSIGN(last.note, state_.latest(watched.origin));
  const auto note = note::parse(last.note);
  const auto checkpoint = note ? ledger::parse_checkpoint(note->text) : Failure(note.error());
  const auto at = note ? ledger::cosigned_at(*note, signer_.verifier()) : Failure(note.error());
  if (!checkpoint || checkpoint->origin != watched.origin || !at || !*at) {
    return fail(Code::kCorrupt,
                "what this witness has seen of the ledger “{}” was altered, so it cosigns nothing; put it "
                "back from a "
                "backup of the same day",
                watched.origin);
  }
  last.checkpoint = *checkpoint;
  last.cosigned = **at;
  TRY_ASSIGN(last.by_ledger, note::is_signed_by(*note, watched.key));
  return last;
}

std::optional<Answer> Witness::objection(const AddCheckpoint& request, const Checkpoint& next,
                                         const Checkpoint& last) {
  if (request.old_size != last.size) return Answer{409, kSize, fmt::format("{}\n", last.size)};
  const Status grown = ledger::verify_consistency(last.size, last.root, next.size, next.root, request.proof);
  if (!grown) return refusal(422, "the ledger has not grown from the checkpoint that was cosigned last");
  return std::nullopt;
}

Result<Answer> Witness::add_checkpoint(std::string_view body, Utc now) {
  const auto request = parse_add_checkpoint(body);
  if (!request) return refusal(400, request.error().message);
  const auto note = note::parse(request->checkpoint);
  if (!note) return refusal(400, note.error().message);
  const auto next = ledger::parse_checkpoint(note->text);
  if (!next) return refusal(400, next.error().message);
  const Watched* ledger = watched(next->origin);
  if (ledger == nullptr) return refusal(404, "this witness does not watch this ledger");
  const auto by_ledger = note::is_signed_by(*note, ledger->key);
  if (!by_ledger || !*by_ledger) return refusal(403, "the checkpoint is not signed with the ledger's key");
  if (request->old_size > next->size) return refusal(400, "the old size is larger than the checkpoint's");

  for (int i = 0; i < kTries; ++i) {
    TRY_ASSIGN(const Remembered last, remembered(*ledger));
    if (auto refused = objection(*request, *next, last.checkpoint)) return *std::move(refused);
    if (seconds_of(now) < last.cosigned) {
      return fail(Code::kTransient,
                  "the witness's clock was set back: it shows {}, and it has cosigned at {}", to_text(now),
                  to_text(Utc(last.cosigned)));
    }
    if (keep_) TRY(keep_(*next, request->checkpoint, now));
    const std::string cosignature = note::line_of(ledger::cosign(note->text, seconds_of(now), signer_));
    const std::string kept =
        note->text + "\n" + note::line_of(signature_by(*note, ledger->key)) + cosignature;
    TRY_ASSIGN(const bool replaced, state_.replace(ledger->origin, last.note, kept));
    if (replaced) return Answer{200, kText, cosignature};
  }
  return fail(Code::kTransient, "others were faster {} times", kTries);
}

Result<Answer> Witness::checkpoint(std::string_view origin) {
  for (const Watched& one : watched_) {
    if (origin_hash(one.origin) != origin) continue;
    TRY_ASSIGN(Remembered last, remembered(one));
    if (last.by_ledger) return Answer{200, kText, std::move(last.note)};
  }
  return refusal(404, "this witness has cosigned no checkpoint of such a ledger");
}

}  // namespace insyn::witness
