#include "witness/watch/audit.h"

#include <algorithm>

#include "os/file.h"
#include "recording/lifetime/hold.h"
#include "roster/roster.h"

namespace insyn::witness {
namespace {

constexpr std::size_t kLargestRules = std::size_t{4} << 30;

}  // namespace

void Audit::add(const agreement::Agreement& agreement) {
  const auto same = [&](const agreement::Agreement& one) { return one.hash() == agreement.hash(); };
  rules_.add(agreement);
  if (std::ranges::none_of(agreements_, same)) agreements_.push_back(agreement);
}

Result<Audit> Audit::open(const Place& place, const Furnished& with) {
  Rules rules;
  std::size_t size = 0;
  std::error_code error;
  if (std::filesystem::exists(place.rules(), error)) {
    TRY_ASSIGN(const Bytes saved, read_file(place.rules(), kLargestRules));
    auto restored = Rules::restored(saved);
    if (!restored) return in_context(place.rules().string(), std::move(restored).error());
    rules = *std::move(restored);
    size = saved.size();
  }
  Audit audit(place, with.pins, std::move(rules));
  audit.saved_size_ = size;
  for (const agreement::Agreement& one : with.agreements) audit.add(one);
  return audit;
}

// An agreement is believed by its signatures, whoever shows it. Of one that is not shown, or is another, the
// rules say that it is not known.
Result<std::optional<Broken>> Audit::take_shown(const ledger::AgreementRegistered& entry,
                                                const std::string& note) {
  const auto agreement = agreement::Agreement::verify(note, pins_);
  if (!agreement || agreement->hash() != entry.agreement) return std::optional<Broken>();
  TRY(keep_agreement(place_, agreement->hash(), note));
  add(*agreement);
  return std::optional<Broken>();
}

Result<std::optional<Broken>> Audit::take_shown(const ledger::RosterRegistered& entry,
                                                const std::string& note) {
  if (note.empty()) return std::optional<Broken>(NotShown{});
  const auto roster = roster::SignedRoster::verify(note, pins_);
  if (!roster || roster->hash() != entry.roster) return std::optional<Broken>(ShownFalsely{});
  for (const roster::Machine& device : (*roster)->devices) rules_.add(device.sign);
  for (const roster::Agent& agent : (*roster)->agents) rules_.add_agent(agent.name);
  return std::optional<Broken>();
}

bool Audit::is_hold_signed(const ledger::RecordingHeld& entry, const ShownEntry& shown) const {
  const auto hold = recording::verify_hold(shown.note, pins_);
  return hold && shown.recording && hold->id == to_hex(shown.recording->bytes) && hold->until == entry.until;
}

Result<std::vector<Breach>> Audit::take(ByteView bytes, const ShownEntry* shown, Utc now) {
  const std::uint64_t number = next();
  const auto entry = ledger::parse_entry(text_of(bytes));
  std::optional<Broken> broken;
  const std::string note = shown == nullptr ? std::string() : shown->note;
  if (entry) {
    if (const auto* agreement = std::get_if<ledger::AgreementRegistered>(&entry->what)) {
      TRY_ASSIGN(broken, take_shown(*agreement, note));
    } else if (const auto* roster = std::get_if<ledger::RosterRegistered>(&entry->what)) {
      TRY_ASSIGN(broken, take_shown(*roster, note));
    }
  }
  std::optional<Shown> facts;
  if (shown != nullptr && shown->salt && shown->recording) {
    const auto* hold = entry ? std::get_if<ledger::RecordingHeld>(&entry->what) : nullptr;
    facts = Shown{*shown->salt, *shown->recording, note, hold != nullptr && is_hold_signed(*hold, *shown)};
  }
  std::vector<Breach> breaches = rules_.take(entry, facts, now);
  if (broken) breaches.push_back({number, *std::move(broken)});
  return breaches;
}

std::vector<const agreement::Agreement*> Audit::in_force(Utc now) const {
  const std::vector<Digest> registered = rules_.not_withdrawn();
  std::vector<const agreement::Agreement*> all;
  for (const agreement::Agreement& one : agreements_) {
    if (now >= one.terms().not_after || std::ranges::find(registered, one.hash()) == registered.end())
      continue;
    all.push_back(&one);
  }
  return all;
}

Status Audit::save() {
  const Bytes bytes = rules_.stored();
  saved_size_ = bytes.size();
  return write_file(place_.rules(), bytes, Access::kOwnerOnly, IfExists::kReplace);
}

}  // namespace insyn::witness
