#include "link/upload/uploads.h"

#include <algorithm>

#include "agreement/zone.h"
#include "link/upload/witnessed.h"
#include "os/file.h"
#include "receipt/receipt.h"
#include "receipt/tombstone.h"
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

tl::unexpected<Failed> here_or_damaged(Error error) {
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
    : set_(std::move(set)),
      everywhere_(set_.patience.first, set_.patience.longest),
      witnesses_lag_(set_.patience.first, set_.patience.longest),
      discards_(set_.outbox, set_.patience) {}

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
  bring_discards(spools);
  remove_what_was_shredded(spools);
  remove_what_is_done(spools);
  upload_what_waits(spools);
  forget_what_is_gone(spools);
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
      note(here_or_damaged(std::move(remembered.error())), known);
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
    again.until.reset();
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
  known.trouble = trouble_of(done.error(), known.trouble, set_.clock.utc(), known.backoff.next() - now);
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
  trouble_ = trouble_of(done.error(), trouble_, utc, everywhere_.next() - now);
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
  if (Status kept = set_.memory.remember(one.id, now); !kept) return here_or_damaged(std::move(kept.error()));
  known.remembered = std::move(now);
  return {};
}

void Uploads::bring_discards(const Spools& spools) {
  discards_.look();
  for (const std::string& recording : discards_.due(set_.clock.mono())) {
    if (!may_call()) return;
    const Done done = discards_.bring(set_.centre, recording, set_.clock);
    note_everywhere(done);
    if (!done) continue;
    for (const Lying& one : spools.recordings) {
      if (one.id != recording || one.being_recorded) continue;
      Known& known = known_.at(one.id);
      if (Done removed = remove(one, known); !removed) note(removed, known);
    }
  }
}

void Uploads::told_shredded(const std::string& id) {
  const std::lock_guard lock(wishes_mutex_);
  shredded_.insert(id);
}

void Uploads::remove_what_was_shredded(const Spools& spools) {
  std::set<std::string> shredded;
  {
    const std::lock_guard lock(wishes_mutex_);
    std::erase_if(shredded_, [&](const std::string& id) { return !known_.contains(id); });
    shredded = shredded_;
  }
  for (const Lying& one : spools.recordings) {
    Known& known = known_.at(one.id);
    const bool to_do = shredded.contains(one.id) && !one.being_recorded && known.ledger != nullptr;
    const Mono now = set_.clock.mono();
    if (!to_do || !may_call() || !known.backoff.may(now) || !witnesses_lag_.may(now)) continue;
    const Done done = bury(one, known);
    // The witnesses are a second behind.
    if (!done && done.error().obstacle == Obstacle::kNotWitnessed) {
      witnesses_lag_.failed(set_.clock.mono());
    } else {
      witnesses_lag_.succeeded();
      note(done, known);
    }
  }
}

Done Uploads::bury(const Lying& one, Known& known) {
  const auto tombstone = set_.centre.tombstone(one.id);
  if (!tombstone) return tl::unexpected(failed_call(set_.centre, tombstone.error()));
  if (const auto proven = verify_tombstone(*tombstone, one.id, {known.ledger->origin, known.ledger->key});
      !proven)
    return tl::unexpected(Failed{Obstacle::kFalseReceipt, proven.error()});
  const auto parsed = parse_tombstone(*tombstone);
  if (Done seen = check_witnessed(set_.centre, parsed->proven, *known.ledger); !seen) return seen;
  return remove(one, known);
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
    } else if (is_due(one, known) && known.ledger != nullptr && may_call()) {
      Done done = check_witnessed(set_.centre, known.remembered.receipt, *known.ledger);
      if (done) done = check_samples(one);
      if (done) done = remove(one, known);
      note(done, known);
    }
  }
}

void Uploads::forget_what_is_gone(const Spools& spools) {
  // What cannot be looked into may have it.
  if (stopped() || !spools.problems.empty()) return;
  const auto all = set_.memory.all();
  if (!all) return;
  const Utc now = set_.clock.utc();
  for (const std::string& id : *all) {
    const auto lies = [&](const Lying& one) { return one.id == id && is_there(one.folder); };
    if (std::any_of(spools.recordings.begin(), spools.recordings.end(), lies)) continue;
    const auto known = forgotten_at_.find(id);
    if (known != forgotten_at_.end() && now < known->second) continue;
    const auto remembered = set_.memory.of(id);
    if (!remembered) continue;
    // One that was removed here is remembered for as long as the server may have it.
    if (remembered->leaving && remembered->until && now < *remembered->until) {
      forgotten_at_[id] = *remembered->until;
      continue;
    }
    if (!set_.memory.forget(id)) continue;
    known_.erase(id);
    forgotten_at_.erase(id);
  }
}

// Of chunks that chance chooses, so that a server has to have all of them.
Done Uploads::check_samples(const Lying& one) {
  const FolderFiles files(one.folder);
  auto contents = recording::read_contents(files);
  auto chunks = contents ? recording::listed_chunks(*contents, files) : Failure(contents.error());
  if (!chunks) return here_or_damaged(std::move(chunks.error()));
  for (std::size_t sample = 0; sample < kSamples && !chunks->empty(); ++sample) {
    const recording::ChunkName name = (*chunks)[random_below(chunks->size())].name();
    auto bytes = files.read(recording::file_name_of(name), recording::kLargestChunkFile);
    if (!bytes) return here_or_damaged(std::move(bytes.error()));
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
    if (Status kept = set_.memory.remember(one.id, leaving); !kept)
      return here_or_damaged(std::move(kept.error()));
    known.remembered = std::move(leaving);
  }
  if (Status removed = remove_recording(one.folder); !removed)
    return here_or_damaged(std::move(removed.error()));
  return {};
}

void Uploads::upload_what_waits(const Spools& spools) {
  for (const Lying& one : spools.recordings) {
    Known& known = known_.at(one.id);
    const bool waits = known.complete && !one.being_recorded && known.ledger != nullptr &&
                       known.remembered.certified && !known.remembered.received &&
                       !known.remembered.leaving && !discards_.has(one.id);
    if (!waits || !may_call() || !known.backoff.may(set_.clock.mono())) continue;
    if (must_pause()) return;
    Done done = upload(one, known);
    // It goes on after the call, from where it was.
    if (!done && in_call_ && !set_.configuration.beside_calls) return;
    // The discard goes first, with the next turn.
    if (!done && discards_.has(one.id)) return;
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
    if (!rest) return here_or_damaged(std::move(rest.error()));
    state =
        set_.centre.upload(one.id, {state->offset, std::move(*rest), set_.configuration.bytes_per_second});
    const auto& refusal = set_.centre.refusal();
    if (!state && refusal && refusal->code == "wrong-offset") state = set_.centre.upload_state(one.id);
  }
  if (!state) {
    Failed failed = failed_call(set_.centre, std::move(state.error()));
    // Where it proves that, the recording goes here too.
    if (failed.obstacle == Obstacle::kGone && bury(one, known)) return {};
    return tl::unexpected(std::move(failed));
  }
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
    if (discards_.has(bundle.id())) return fail(Code::kTransient, "the agent has discarded it");
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
  now.until = known.expires;
  now.receipt = std::move(receipt);
  if (Status kept = set_.memory.remember(one.id, now); !kept) return here_or_damaged(std::move(kept.error()));
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
  if (!witnesses_lag_.may(now)) sooner(witnesses_lag_.next());
  if (const auto again = discards_.next(now)) sooner(*again);
  return next;
}

void Uploads::report(Standing& standing) const {
  standing.contact = contact_;
  standing.trouble = trouble_;
  discards_.report(standing);
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
