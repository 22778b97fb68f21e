#include "link/feed/feed.h"

#include <algorithm>

#include "agreement/in_force_note.h"
#include "agreement/withdrawal.h"
#include "enrolment/feed.h"
#include "note/note.h"
#include "os/file.h"

namespace insyn::link {
namespace {

constexpr std::size_t kMostRefused = 1000;
constexpr std::size_t kHashDigits = 16;  // by which a note is named
constexpr std::size_t kLargestNote = std::size_t{1} << 20;

const char* name_of(NewsItem::Kind kind) {
  switch (kind) {
    case NewsItem::Kind::kAgreement:
      return "agreement";
    case NewsItem::Kind::kRoster:
      return "roster";
    case NewsItem::Kind::kWithdrawal:
      return "withdrawal";
    case NewsItem::Kind::kInForce:
      return "a witness's word";
    case NewsItem::Kind::kWanted:
      return "wanted";
    case NewsItem::Kind::kShredded:
      return "shredded";
  }
  return "";
}

}  // namespace

Feed::Feed(Set set) : set_(std::move(set)) {}

Status Feed::round() {
  TRY_ASSIGN(const News news, set_.centre.feed(cursor_));
  for (const NewsItem& item : news.items) {
    const Status taken = take(item);
    if (taken) continue;
    // What this computer cannot store now is asked for again.
    if (taken.error().code == Code::kFull || taken.error().code == Code::kTransient) return taken;
    refuse(
        fmt::format("{} {}", name_of(item.kind), to_hex(sha256(view_of(item.text))).substr(0, kHashDigits)),
        taken.error());
  }
  cursor_ = news.cursor;
  return {};
}

Status Feed::take(const NewsItem& item) {
  switch (item.kind) {
    case NewsItem::Kind::kAgreement:
      return take_agreement(item.text);
    case NewsItem::Kind::kRoster:
      return take_roster(item.text);
    case NewsItem::Kind::kWithdrawal:
      return take_withdrawal(item.text);
    case NewsItem::Kind::kInForce:
      return take_word(item.text);
    case NewsItem::Kind::kWanted:
      set_.wanted(item.text);
      return {};
    case NewsItem::Kind::kShredded:
      set_.shredded(item.text);
      return {};
  }
  return {};
}

Status Feed::take_agreement(const std::string& note) {
  TRY_ASSIGN(const agreement::Agreement one, agreement::Agreement::verify(note, set_.agreements.pins()));
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

Status Feed::take_roster(const std::string& note) {
  TRY_ASSIGN(const roster::SignedRoster one, roster::SignedRoster::verify(note, set_.agreements.pins()));
  const Path file = set_.folder / enrolment::kFeedRoster;
  const auto before =
      roster::SignedRoster::verify(read_text(file, kLargestNote).value_or(""), set_.agreements.pins());
  if (before && ((*before)->id != one->id || (*before)->version >= one->version)) return {};
  return put(enrolment::kFeedRoster, note);
}

Status Feed::take_withdrawal(const std::string& note) {
  TRY(agreement::verify_withdrawal(note, set_.agreements.pins()));
  // By its text: whoever adds signatures of nobody to it makes no second one.
  TRY_ASSIGN(const note::Note parsed, note::parse(note));
  const std::string name = to_hex(sha256(view_of(parsed.text))) + std::string(agreement::kWithdrawalEnding);
  const auto before = read_text(set_.folder / name, kLargestNote);
  if (before && agreement::verify_withdrawal(*before, set_.agreements.pins())) return {};
  return put(name, note);
}

Status Feed::take_word(const std::string& note) {
  const Utc latest = set_.clock.utc() + agreement::kWitnessClockTolerance;
  for (const agreement::Agreement* agreement : set_.agreements.all()) {
    if (!agreement->terms().ledger) continue;
    for (const note::Verifier& witness : agreement->terms().ledger->witnesses) {
      const auto word = agreement::verify_in_force(note, witness);
      if (!word || word->agreement != agreement->hash()) continue;
      if (word->at > latest) return fail(Code::kDenied, "it is ahead of this computer's clock");
      const std::string name = enrolment::word_file(agreement->hash(), witness);
      const auto before = read_text(set_.folder / name, agreement::kLargestInForceNote);
      const auto older = before ? agreement::verify_in_force(*before, witness) : Failure(before.error());
      if (older && older->at >= word->at) return {};
      return put(name, note);
    }
  }
  return fail(Code::kDenied, "no witness of an agreement of this computer has signed it");
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
