#include "link/feed/feed.h"

#include <algorithm>

#include "agreement/in_force_note.h"
#include "agreement/withdrawal.h"
#include "enrolment/feed.h"
#include "os/file.h"

namespace insyn::link {
namespace {

constexpr std::size_t kMostRefused = 1000;
constexpr std::size_t kLargestNote = std::size_t{1} << 20;

Status is_the_one(const Digest& hash, const std::string& asked) {
  if (to_hex(hash) == asked) return {};
  return fail(Code::kBadPeer, "the server gave another note than the one that it named");
}

const char* name_of(NoteKind kind) {
  switch (kind) {
    case NoteKind::kAgreement:
      return "agreement";
    case NoteKind::kRoster:
      return "roster";
    case NoteKind::kWithdrawal:
      return "withdrawal";
  }
  return "";
}

}  // namespace

Feed::Feed(Set set) : set_(std::move(set)) {}

Status Feed::round() {
  TRY_ASSIGN(const News news, set_.centre.feed(cursor_));
  // What ends a recording comes first.
  TRY(fetch(NoteKind::kWithdrawal, news.withdrawals));
  TRY(fetch(NoteKind::kAgreement, news.agreements));
  TRY(fetch(NoteKind::kRoster, news.rosters));
  for (const std::string& note : news.in_force) TRY(take_word(note));
  for (const std::string& id : news.wanted) set_.wanted(id);
  cursor_ = news.cursor;
  return {};
}

Status Feed::fetch(NoteKind kind, const std::vector<std::string>& hashes) {
  for (const std::string& hash : hashes) {
    const std::string what = fmt::format("{} {}", name_of(kind), hash);
    if (taken_.contains(what)) continue;
    auto note = set_.centre.note(kind, hash);
    const auto& refusal = set_.centre.refusal();
    // It named what it has not: whatever else it has is asked for.
    const bool missing = !note && refusal && refusal->status == 404;
    if (!note && !missing) return Failure(std::move(note.error()));
    const Status taken = note ? take(kind, hash, *note) : Failure(note.error());
    // What this computer cannot store now is asked for again.
    if (!taken && (taken.error().code == Code::kFull || taken.error().code == Code::kTransient)) return taken;
    if (!taken) refuse(what, taken.error());
    taken_.insert(what);
  }
  return {};
}

Status Feed::take(NoteKind kind, const std::string& hash, const std::string& note) {
  switch (kind) {
    case NoteKind::kAgreement:
      return take_agreement(hash, note);
    case NoteKind::kRoster:
      return take_roster(hash, note);
    case NoteKind::kWithdrawal:
      return take_withdrawal(hash, note);
  }
  return {};
}

Status Feed::take_agreement(const std::string& hash, const std::string& note) {
  TRY_ASSIGN(const agreement::Agreement one, agreement::Agreement::verify(note, set_.agreements.pins()));
  TRY(is_the_one(one.hash(), hash));
  TRY(set_.agreements.add(note));
  const auto replaces = [&](const agreement::Agreement& other) {
    const auto& replaced = one.terms().supersedes;
    return std::find(replaced.begin(), replaced.end(), other.hash()) != replaced.end();
  };
  if (!replaces(set_.agreements.enrolled())) return {};
  const Path file = set_.folder / enrolment::kFeedAgreement;
  const auto before =
      agreement::Agreement::verify(read_text(file, kLargestNote).value_or(""), set_.agreements.pins());
  if (before && !replaces(*before)) return {};
  return put(enrolment::kFeedAgreement, note);
}

Status Feed::take_roster(const std::string& hash, const std::string& note) {
  TRY_ASSIGN(const roster::SignedRoster one, roster::SignedRoster::verify(note, set_.agreements.pins()));
  TRY(is_the_one(one.hash(), hash));
  const Path file = set_.folder / enrolment::kFeedRoster;
  const auto before =
      roster::SignedRoster::verify(read_text(file, kLargestNote).value_or(""), set_.agreements.pins());
  if (before && ((*before)->id != one->id || (*before)->version >= one->version)) return {};
  return put(enrolment::kFeedRoster, note);
}

Status Feed::take_withdrawal(const std::string& hash, const std::string& note) {
  TRY_ASSIGN(const agreement::Withdrawal one, agreement::verify_withdrawal(note, set_.agreements.pins()));
  TRY(is_the_one(sha256(view_of(note)), hash));
  return put(hash + std::string(agreement::kWithdrawalEnding), note);
}

Status Feed::take_word(const std::string& note) {
  const Utc latest = set_.clock.utc() + agreement::kWitnessClockTolerance;
  for (const agreement::Agreement* agreement : set_.agreements.all()) {
    if (!agreement->terms().ledger) continue;
    for (const note::Verifier& witness : agreement->terms().ledger->witnesses) {
      const auto word = agreement::verify_in_force(note, witness);
      if (!word || word->agreement != agreement->hash()) continue;
      if (word->at > latest) {
        refuse("a witness's word", {Code::kDenied, "it is ahead of this computer's clock"});
        return {};
      }
      const std::string name = enrolment::word_file(agreement->hash(), witness);
      const auto before = read_text(set_.folder / name, agreement::kLargestInForceNote);
      const auto older = before ? agreement::verify_in_force(*before, witness) : Failure(before.error());
      if (older && older->at >= word->at) return {};
      return put(name, note);
    }
  }
  refuse("a witness's word", {Code::kDenied, "no witness of an agreement of this computer has signed it"});
  return {};
}

Status Feed::put(const std::string& name, const std::string& note) const {
  return write_file(set_.folder / name, view_of(note), Access::kEveryoneReads, IfExists::kReplace);
}

void Feed::refuse(const std::string& what, const Error& why) {
  const std::lock_guard lock(mutex_);
  if (refused_.size() < kMostRefused) refused_.insert_or_assign(what, why.message);
}

void Feed::report(Standing& standing) const {
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [what, why] : refused_) standing.refused.push_back(fmt::format("{}: {}", what, why));
  }
  const agreement::Agreement& enrolled = set_.agreements.enrolled();
  if (!enrolled.terms().ledger) return;
  const auto until = enrolment::Words({set_.folder}, enrolled).at(set_.clock.utc());
  if (until) standing.in_force_until = until->until;
}

}  // namespace insyn::link
