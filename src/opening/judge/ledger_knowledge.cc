#include "opening/judge/ledger_knowledge.h"

#include <algorithm>

namespace insyn::opening {

using namespace ledger;

class LedgerKnowledge::Taker {
 public:
  Taker(LedgerKnowledge& all, std::uint64_t number, const ShownEntry* shown)
      : all_(all), number_(number), shown_(shown) {}

  void operator()(const AgreementRegistered& what) { all_.agreements_.insert(what.agreement); }
  void operator()(const AgreementWithdrawn& what) { all_.withdrawn_.emplace(what.agreement, all_.latest_); }
  void operator()(const RosterRegistered& what) { all_.rosters_.insert(what.roster); }
  void operator()(const CertificateBegun& what) {
    const auto id = shown_id(what.recording);
    if (id && salted(*shown_->salt, view_of(shown_->note)) == what.certificate) {
      all_.certificates_.push_back({number_, *id, shown_->note});
      all_.certified_.insert(*id);
    } else {
      ++all_.unshown_certificates_;
    }
  }
  void operator()(const RecordingReceived& what) {
    if (const auto id = shown_id(what.recording))
      all_.received_.emplace(*id, Received{number_, *shown_->salt, what.contents});
  }
  void operator()(const OpeningRequested& what) { all_.requests_.emplace(number_, what); }
  void operator()(const RequestApproved& what) {
    all_.approved_.insert(what.of.value);
    if (what.by == ApprovedBy::kRules) all_.by_rules_.push_back({all_.latest_, what.party});
  }
  void operator()(const RecordingDiscarded& what) {
    if (const auto id = shown_id(what.recording))
      all_.discarded_.insert(*id);
    else
      ++all_.unshown_discards_;
  }
  void operator()(const RecordingShredded& what) {
    const std::string id = to_hex(what.recording.bytes);
    if (!all_.shredded_.insert(id).second) return;
    // What is shown of a shredded one makes no room for something else to be dark.
    if (!all_.certified_.contains(id)) ++all_.forgotten_certificates_;
    if (what.because == ShreddedBecause::kDiscard && !all_.discarded_.contains(id))
      ++all_.forgotten_discards_;
  }
  void operator()(const RecordingHeld& what) {
    const auto id = shown_id(what.recording);
    if (id && salted(*shown_->salt, view_of(shown_->note)) == what.hold)
      all_.holds_.emplace(*id, shown_->note);
  }
  void operator()(const RecordingForked& what) { all_.forked_.insert(what.of.value); }
  template <class Other>
  void operator()(const Other&) {}

 private:
  // The id that is shown, where it is the one that was entered.
  std::optional<std::string> shown_id(const Salted& entered) const {
    if (shown_ == nullptr || !shown_->salt || !shown_->recording) return std::nullopt;
    std::string id = to_hex(shown_->recording->bytes);
    if (salted(*shown_->salt, view_of(id)) != entered) return std::nullopt;
    return id;
  }

  LedgerKnowledge& all_;
  const std::uint64_t number_;
  const ShownEntry* shown_;
};

void LedgerKnowledge::take(ByteView entry, const ShownEntry* shown) {
  const std::uint64_t number = size_++;
  const Result<Entry> parsed = parse_entry(insyn::text_of(entry));
  if (order_.take(parsed)) {
    ++faulty_;
    return;
  }
  // Entries are in the order in which they were made; one that is dated back is not older for that.
  latest_ = std::max(latest_, parsed->time);
  std::visit(Taker(*this, number, shown), parsed->what);
}

const OpeningRequested* LedgerKnowledge::request(std::uint64_t entry) const {
  const auto found = requests_.find(entry);
  return found == requests_.end() ? nullptr : &found->second;
}

std::vector<LedgerKnowledge::Received> LedgerKnowledge::received(const std::string& recording) const {
  std::vector<Received> all;
  const auto [begin, end] = received_.equal_range(recording);
  for (auto at = begin; at != end; ++at) all.push_back(at->second);
  return all;
}

std::vector<std::string> LedgerKnowledge::holds(const std::string& recording) const {
  std::vector<std::string> all;
  const auto [begin, end] = holds_.equal_range(recording);
  for (auto at = begin; at != end; ++at) all.push_back(at->second);
  return all;
}

std::uint64_t LedgerKnowledge::dark_discards() const {
  return unshown_discards_ - std::min(unshown_discards_, forgotten_discards_);
}

std::uint64_t LedgerKnowledge::dark_certificates() const {
  return unshown_certificates_ - std::min(unshown_certificates_, forgotten_certificates_);
}

std::uint64_t LedgerKnowledge::made_up_shreddings() const {
  return forgotten_certificates_ - std::min(forgotten_certificates_, unshown_certificates_);
}

std::optional<Utc> LedgerKnowledge::withdrawn(const Digest& agreement) const {
  const auto found = withdrawn_.find(agreement);
  return found == withdrawn_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace insyn::opening
