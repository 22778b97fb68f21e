#include "link/upload/uploads.h"

#include <algorithm>

#include "agreement/zone.h"
#include "os/file.h"
#include "receipt/receipt.h"
#include "recording/bundle/bundle.h"
#include "recording/format/certificate.h"
#include "recording/format/layout.h"
#include "recording/store/recording.h"

namespace insyn::link {
namespace {

using recording::Bundle;
using recording::FolderFiles;

// Beside an upload that must not go on in a call spools are looked at this often.
constexpr std::chrono::milliseconds kLookForCall{500};
// While nothing changes a turn is made this often, for what only time brings.
constexpr std::chrono::seconds kLongestIdle{600};
constexpr std::chrono::seconds kLookInCall{30};
constexpr int kMostRounds = 5;  // of one upload in one turn, while the server takes what it is given
constexpr std::size_t kSamples = 3;
constexpr std::size_t kNonceBytes = 32;
constexpr std::size_t kHashedAtOnce = std::size_t{1} << 20;
constexpr std::size_t kLargestDiscard = std::size_t{64} << 10;
constexpr std::size_t kMostDiscards = 10'000;
constexpr std::string_view kDiscardEnding = ".discard";

tl::unexpected<Failed> here(Error error) {
  const Obstacle obstacle = error.code == Code::kCorrupt ? Obstacle::kDamaged : Obstacle::kHere;
  return tl::unexpected(Failed{obstacle, std::move(error)});
}

std::size_t random_below(std::size_t bound) {
  const Bytes bytes = random_bytes(8);
  std::uint64_t number = 0;
  for (const std::uint8_t byte : bytes) number = number << 8 | byte;
  return static_cast<std::size_t>(number % bound);
}

std::uint64_t bytes_in(const Path& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const auto size = entry.file_size(error);
    if (!error) bytes += size;
  }
  return bytes;
}

// The end of the last day on which a recording may be there, by the clocks of its zone.
Result<Utc> end_of_retention(const Path& folder) {
  const FolderFiles files(folder);
  TRY_ASSIGN(const recording::Contents contents, recording::read_contents(files));
  const std::chrono::year_month_day day{recording::kept_until(contents.opening)};
  TRY_ASSIGN(const agreement::WallInstants end, agreement::instants_of(day, 24 * 60, contents.opening.zone));
  return end.latest;
}

}  // namespace

Uploads::Uploads(UploadSet set)
    : set_(std::move(set)), everywhere_(set_.patience.first, set_.patience.longest) {}

void Uploads::stop() {
  stopped_ = true;
  set_.centre.stop();
}

void Uploads::want(const std::string& id) {
  const std::lock_guard lock(wishes_mutex_);
  wishes_.insert(id);
}

Mono Uploads::turn() {
  const Spools spools = look_into(set_.configuration.spools);
  in_call_ = spools.in_call();
  std::map<std::string, Known> still_there;
  for (const Lying& one : spools.recordings) {
    if (Known* known = know(one)) still_there.insert_or_assign(one.id, std::move(*known));
  }
  known_ = std::move(still_there);
  take_wishes();
  certify_what_began(spools);
  bring_discards();
  remove_what_is_done(spools);
  upload_what_waits(spools);
  return next_turn();
}

Uploads::Known* Uploads::know(const Lying& one) {
  const auto [place, is_new] = known_.try_emplace(one.id, set_.patience);
  Known& known = place->second;
  if (is_new) {
    auto remembered = set_.memory.of(one.id);
    if (!remembered) {
      // Nothing is done with it: it may have been received, or not.
      known.complete = true;
      note(here(std::move(remembered.error())), known);
      return &known;
    }
    known.remembered = std::move(*remembered);
  }
  if (!known.complete) read_again(one, known);
  if (known.ledger == nullptr && known.agreement_hash) {
    const agreement::Agreement* agreement = set_.agreements.with_hash(*known.agreement_hash);
    if (agreement != nullptr && agreement->terms().ledger) known.ledger = &*agreement->terms().ledger;
  }
  return &known;
}

void Uploads::read_again(const Lying& one, Known& known) const {
  if (known.certificate_note.empty()) {
    auto note = read_text(one.folder / recording::kCertificate, recording::kLargestNote);
    if (!note) return;
    const auto parsed = note::parse(*note);
    const auto certificate = parsed ? recording::parse_certificate(parsed->text) : Failure(parsed.error());
    if (!certificate) return;
    known.certificate_note = std::move(*note);
    known.agreement_hash = certificate->agreement_hash;
  }
  if (one.being_recorded) return;
  known.bytes = bytes_in(one.folder);
  if (const auto end = end_of_retention(one.folder)) known.expires = *end;
  known.complete = true;
}

void Uploads::take_wishes() {
  const std::lock_guard lock(wishes_mutex_);
  for (const std::string& id : wishes_) {
    const auto found = known_.find(id);
    if (found == known_.end() || !found->second.remembered.received || found->second.remembered.leaving)
      continue;
    Remembered again = found->second.remembered;
    again.received.reset();
    again.receipt.clear();
    if (set_.memory.remember(id, again)) found->second.remembered = again;
  }
  wishes_.clear();
}

void Uploads::note(const Done& done, Known& known) {
  if (done) {
    known.backoff.succeeded();
    known.trouble.reset();
    return note_everywhere(done);
  }
  if (is_everywhere(done.error().obstacle)) return note_everywhere(done);
  if (stopped()) return;
  const Mono now = set_.clock.mono();
  known.backoff.failed(now, done.error().retry_after);
  const Utc utc = set_.clock.utc();
  const bool same = known.trouble && known.trouble->obstacle == done.error().obstacle;
  known.trouble =
      Trouble{done.error().obstacle, done.error().error.message, same ? known.trouble->since : utc,
              utc + std::chrono::ceil<std::chrono::milliseconds>(known.backoff.next() - now)};
}

void Uploads::note_everywhere(const Done& done) {
  const Mono now = set_.clock.mono();
  const Utc utc = set_.clock.utc();
  if (done) {
    everywhere_.succeeded();
    trouble_.reset();
    contact_ = utc;
    return;
  }
  if (!is_everywhere(done.error().obstacle) || stopped()) return;
  everywhere_.failed(now, done.error().retry_after);
  const bool same = trouble_ && trouble_->obstacle == done.error().obstacle;
  trouble_ = Trouble{done.error().obstacle, done.error().error.message, same ? trouble_->since : utc,
                     utc + std::chrono::ceil<std::chrono::milliseconds>(everywhere_.next() - now)};
}

void Uploads::certify_what_began(const Spools& spools) {
  for (const Lying& one : spools.recordings) {
    Known& known = known_.at(one.id);
    const bool to_do = known.ledger != nullptr && !known.remembered.certified && !known.remembered.received &&
                       !known.remembered.leaving;
    if (to_do && may_call() && known.backoff.may(set_.clock.mono())) note(certify(one, known), known);
  }
}

Done Uploads::certify(const Lying& one, Known& known) {
  if (Status done = set_.centre.certify(known.certificate_note); !done)
    return tl::unexpected(failed_call(set_.centre, std::move(done.error())));
  Remembered now = known.remembered;
  now.certified = set_.clock.utc();
  if (Status kept = set_.memory.remember(one.id, now); !kept) return here(std::move(kept.error()));
  known.remembered = std::move(now);
  return {};
}

void Uploads::bring_discards() {
  const auto names = list_folder(set_.outbox, kMostDiscards);
  discards_ = 0;
  if (!names) return;
  for (const std::string& name : *names) {
    if (!name.ends_with(kDiscardEnding)) continue;
    ++discards_;
    Backoff& backoff =
        discard_backoff_.try_emplace(name, set_.patience.recording_first, set_.patience.recording_longest)
            .first->second;
    if (!may_call() || !backoff.may(set_.clock.mono())) continue;
    const auto discard = read_text(set_.outbox / name, kLargestDiscard);
    if (!discard) {
      backoff.failed(set_.clock.mono());
      continue;
    }
    if (Status done = set_.centre.discard(*discard); !done) {
      const Failed failed = failed_call(set_.centre, std::move(done.error()));
      backoff.failed(set_.clock.mono(), failed.retry_after);
      note_everywhere(tl::unexpected(failed));
      continue;
    }
    note_everywhere({});
    // The tombstone stands. Where the file cannot be removed it is brought again, which changes nothing.
    if (remove_file(set_.outbox / name)) --discards_;
  }
}

bool Uploads::has_expired(const Known& known) const {
  if (known.ledger == nullptr || !known.expires || set_.clock.utc() < *known.expires) return false;
  // One that has not arrived goes only while the server takes what this computer's clock signs.
  return known.remembered.received || (contact_ && set_.clock.utc() - *contact_ < std::chrono::hours(24));
}

bool Uploads::is_due(const Lying& one, const Known& known) const {
  const auto& received = known.remembered.received;
  if (known.remembered.leaving) return true;
  return !one.being_recorded && received && set_.clock.utc() >= *received + set_.configuration.keep;
}

void Uploads::remove_what_is_done(const Spools& spools) {
  for (const Lying& one : spools.recordings) {
    Known& known = known_.at(one.id);
    if (stopped() || !known.backoff.may(set_.clock.mono())) continue;
    if (known.remembered.leaving || has_expired(known)) {
      if (Done done = remove(one, known); !done) note(done, known);
    } else if (is_due(one, known) && may_call()) {
      Done done = check_samples(one);
      if (done) done = remove(one, known);
      note(done, known);
    }
  }
}

// Of chunks that chance chooses, so that a server has to have all of them.
Done Uploads::check_samples(const Lying& one) {
  const FolderFiles files(one.folder);
  auto contents = recording::read_contents(files);
  auto chunks = contents ? recording::listed_chunks(*contents, files) : Failure(contents.error());
  if (!chunks) return here(std::move(chunks.error()));
  for (std::size_t sample = 0; sample < kSamples && !chunks->empty(); ++sample) {
    const recording::ChunkName name = (*chunks)[random_below(chunks->size())].name();
    auto bytes = files.read(recording::file_name_of(name), recording::kLargestChunkFile);
    if (!bytes) return here(std::move(bytes.error()));
    const Bytes nonce = random_bytes(kNonceBytes);
    auto theirs = set_.centre.sample(one.id, nonce, name.index);
    if (!theirs) return tl::unexpected(failed_call(set_.centre, std::move(theirs.error())));
    if (*theirs != Sha256().add(nonce).add(*bytes).digest()) {
      return tl::unexpected(Failed{
          Obstacle::kFalseSample,
          {Code::kBadPeer,
           fmt::format("what the server has of {} is not what was sent", recording::file_name_of(name))}});
    }
  }
  return {};
}

// Written down first: a removal that was cut off goes on, and is not taken for a recording that was
// discarded.
Done Uploads::remove(const Lying& one, Known& known) {
  if (!known.remembered.leaving) {
    Remembered leaving = known.remembered;
    leaving.leaving = set_.clock.utc();
    if (Status kept = set_.memory.remember(one.id, leaving); !kept) return here(std::move(kept.error()));
    known.remembered = std::move(leaving);
  }
  if (Status removed = remove_recording(one.folder); !removed) return here(std::move(removed.error()));
  return {};
}

void Uploads::upload_what_waits(const Spools& spools) {
  for (const Lying& one : spools.recordings) {
    Known& known = known_.at(one.id);
    const bool waits = known.complete && !one.being_recorded && known.ledger != nullptr &&
                       known.remembered.certified && !known.remembered.received && !known.remembered.leaving;
    if (!waits || !may_call() || !known.backoff.may(set_.clock.mono())) continue;
    if (must_pause()) return;
    Done done = upload(one, known);
    // It goes on after the call, from where it was.
    if (!done && in_call_ && !set_.configuration.beside_calls) return;
    note(done, known);
  }
}

bool Uploads::must_pause() {
  if (set_.configuration.beside_calls) return false;
  const Mono now = set_.clock.mono();
  if (now >= looked_for_call_ + kLookForCall) {
    looked_for_call_ = now;
    in_call_ = look_into(set_.configuration.spools).in_call();
  }
  return in_call_;
}

Done Uploads::upload(const Lying& one, Known& known) {
  const FolderFiles files(one.folder);
  auto bundle = Bundle::of(files);
  // Its keys are gone: the agent has discarded it here, and it is nobody's to have.
  if (!bundle) {
    const bool shredded = bundle.error().code == Code::kDenied;
    return tl::unexpected(Failed{shredded ? Obstacle::kGone : Obstacle::kDamaged, std::move(bundle.error())});
  }
  auto state = set_.centre.upload_state(one.id);
  for (int round = 0; state && state->receipt.empty() && round < kMostRounds; ++round) {
    if (state->offset > bundle->size())
      return tl::unexpected(
          Failed{Obstacle::kNotUnderstood, {Code::kBadPeer, "the server has more of it than there is"}});
    auto rest = rest_of(*bundle, state->offset);
    if (!rest) return here(std::move(rest.error()));
    state =
        set_.centre.upload(one.id, {state->offset, std::move(*rest), set_.configuration.bytes_per_second});
    const auto& refusal = set_.centre.refusal();
    if (!state && refusal && refusal->code == "wrong-offset") state = set_.centre.upload_state(one.id);
  }
  if (!state) return tl::unexpected(failed_call(set_.centre, std::move(state.error())));
  if (state->receipt.empty())
    return tl::unexpected(Failed{Obstacle::kNotUnderstood,
                                 {Code::kBadPeer, "the server takes all of it and gives no receipt"}});
  return keep_receipt(one, known, *bundle, std::move(state->receipt));
}

Result<http_client::Body> Uploads::rest_of(Bundle& bundle, std::uint64_t from) {
  http_client::Body body;
  body.type = recording::kBundleType;
  body.length = bundle.size() - from;
  Sha256 hash;
  for (std::uint64_t at = from; at < bundle.size();) {
    TRY_ASSIGN(const Bytes piece, bundle.read(at, kHashedAtOnce));
    if (piece.empty()) return fail(Code::kCorrupt, "the recording ends too early");
    if (stopped() || must_pause()) return fail(Code::kTransient, "a call has begun");
    hash.add(piece);
    at += piece.size();
  }
  body.sha256 = hash.digest();
  body.read = [this, &bundle, from](std::uint64_t offset,
                                    std::span<std::uint8_t> into) -> Result<std::size_t> {
    if (must_pause()) return fail(Code::kTransient, "a call has begun");
    TRY_ASSIGN(const Bytes piece, bundle.read(from + offset, into.size()));
    std::copy(piece.begin(), piece.end(), into.begin());
    return piece.size();
  };
  return body;
}

Done Uploads::keep_receipt(const Lying& one, Known& known, const Bundle& bundle, std::string receipt) {
  const Sent sent{one.id, bundle.opening_hash(), bundle.closing_hash(), bundle.chunks()};
  if (auto proven = verify_receipt(receipt, sent, {known.ledger->origin, known.ledger->key}); !proven)
    return tl::unexpected(Failed{Obstacle::kFalseReceipt, std::move(proven.error())});
  Remembered now = known.remembered;
  now.received = set_.clock.utc();
  now.receipt = std::move(receipt);
  if (Status kept = set_.memory.remember(one.id, now); !kept) return here(std::move(kept.error()));
  known.remembered = std::move(now);
  return {};
}

Mono Uploads::next_turn() const {
  const Mono now = set_.clock.mono();
  // A recorder that is killed in a call changes no file.
  Mono next = now + (in_call_ ? kLookInCall : kLongestIdle);
  const auto sooner = [&](Mono at) { next = std::min(next, std::max(at, now)); };
  if (trouble_) sooner(everywhere_.next());
  for (const auto& [id, known] : known_) {
    if (known.trouble) sooner(known.backoff.next());
    if (!known.remembered.received) continue;
    const auto left = *known.remembered.received + set_.configuration.keep - set_.clock.utc();
    if (left.count() > 0 && left < kLongestIdle) sooner(now + left);
  }
  for (const auto& [name, backoff] : discard_backoff_)
    if (!backoff.may(now)) sooner(backoff.next());
  return next;
}

void Uploads::report(Standing& standing) const {
  standing.contact = contact_;
  standing.trouble = trouble_;
  standing.discards = discards_;
  for (const auto& [id, known] : known_) {
    if (known.trouble) standing.stuck.push_back({id, *known.trouble});
    if (known.ledger == nullptr || !known.complete || known.remembered.leaving) continue;
    if (known.remembered.received) {
      ++standing.kept;
    } else if (!known.trouble || known.trouble->obstacle != Obstacle::kGone) {
      ++standing.waiting;
      standing.waiting_bytes += known.bytes;
    }
  }
  standing.beside_call = in_call_ && !set_.configuration.beside_calls && standing.waiting > 0;
}

}  // namespace insyn::link
