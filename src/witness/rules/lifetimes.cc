#include "witness/rules/lifetimes.h"

#include <algorithm>

#include "agreement/zone.h"
#include "witness/rules/stored.h"

namespace insyn::witness {
namespace {

constexpr std::chrono::days kOneDay{1};

struct LastDay {
  Utc begin{};
  Utc end{};
};

// `retention.days` are counted from the day on which the recording began, in the agreement's time zone.
LastDay last_day(Utc begin, const agreement::Terms& terms) {
  const std::string_view zone = agreement::zone_of(terms);
  const std::chrono::days kept(terms.retention_days);
  const auto first = agreement::wall_time(begin, zone);
  if (first) {
    const std::chrono::year_month_day last = std::chrono::sys_days(first->day) + kept;
    const auto from = agreement::instants_of(last, 0, zone);
    const auto to = agreement::instants_of(last, 1440, zone);
    if (from && to) return {from->earliest, to->latest};
  }
  // A zone that this computer does not know was refused with the agreement.
  return {begin + kept, begin + kept + kOneDay};
}

}  // namespace

Lifetimes::Recording* Lifetimes::find(const ledger::RecordingId& id) {
  const auto found = recordings_.find(id.bytes);
  return found == recordings_.end() ? nullptr : &found->second;
}

std::optional<Broken> Lifetimes::begin(std::uint64_t entry, const ledger::RecordingId& id, Utc begin,
                                       const agreement::Terms& terms) {
  const LastDay last = last_day(begin, terms);
  Recording recording;
  recording.certified = entry;
  recording.over = last.begin;
  recording.due = last.end;
  recording.began = begin;
  const auto [at, is_new] = recordings_.emplace(id.bytes, recording);
  if (is_new) return std::nullopt;
  return CertifiedTwice{at->second.certified};
}

std::optional<Broken> Lifetimes::check_there(const ledger::RecordingId& id) const {
  const auto found = recordings_.find(id.bytes);
  if (found == recordings_.end()) return NeverCertified{};
  const Recording& recording = found->second;
  if (recording.discarded) return OpenedWhenGone{*recording.discarded};
  if (recording.shredded) return OpenedWhenGone{*recording.shredded};
  return std::nullopt;
}

std::optional<Broken> Lifetimes::receive(const ledger::RecordingId& id) {
  Recording* recording = find(id);
  if (recording == nullptr) return NeverCertified{};
  if (recording->discarded) return ReceivedWhenGone{*recording->discarded};
  if (recording->shredded) return ReceivedWhenGone{*recording->shredded};
  recording->received = true;
  return std::nullopt;
}

std::optional<Broken> Lifetimes::missing(Recording& recording) {
  if (recording.received || recording.discarded || std::exchange(recording.told_missing, true))
    return std::nullopt;
  return NotReceived{recording.began};
}

std::optional<Broken> Lifetimes::hold(const ledger::RecordingId& id, Utc until) {
  Recording* recording = find(id);
  if (recording == nullptr) return NeverCertified{};
  if (recording->discarded) return std::nullopt;
  recording->over = std::max(recording->over, until);
  recording->due = std::max(recording->due, until + kOneDay);
  return std::nullopt;
}

std::optional<Broken> Lifetimes::discard(std::uint64_t entry, Utc time, const ledger::RecordingId& id) {
  Recording* recording = find(id);
  if (recording == nullptr) return NeverCertified{};
  if (recording->discarded) return std::nullopt;
  recording->discarded = entry;
  recording->due = std::min(recording->due, time + kOneDay);
  return std::nullopt;
}

std::optional<Broken> Lifetimes::shred(std::uint64_t entry, Utc time,
                                       const ledger::RecordingShredded& shredded) {
  Recording* recording = find(shredded.recording);
  if (recording == nullptr) return NeverCertified{};
  if (recording->shredded) return std::nullopt;
  recording->shredded = entry;
  if (time >= recording->due && !std::exchange(recording->told, true)) return NotShredded{recording->due};
  using Because = ledger::ShreddedBecause;
  if (shredded.because == Because::kRetention && time < recording->over)
    return ShreddedEarly{recording->over};
  if (shredded.because == Because::kDiscard && !recording->discarded) return ShreddedWithoutDiscard{};
  return shredded.because == Because::kRetention ? missing(*recording) : std::nullopt;
}

std::vector<Breach> Lifetimes::check(Utc now) {
  std::vector<Breach> breaches;
  for (auto& [id, recording] : recordings_) {
    if (recording.shredded) continue;
    if (now >= std::min(recording.began + kOnItsWay, recording.over)) {
      if (auto broken = missing(recording)) breaches.push_back({recording.certified, *std::move(broken)});
    }
    if (now >= recording.due && !std::exchange(recording.told, true))
      breaches.push_back({recording.certified, NotShredded{recording.due}});
  }
  return breaches;
}

std::vector<std::pair<ledger::RecordingId, std::uint64_t>> Lifetimes::still_there() const {
  std::vector<std::pair<ledger::RecordingId, std::uint64_t>> all;
  for (const auto& [id, recording] : recordings_)
    if (!recording.discarded && !recording.shredded)
      all.emplace_back(ledger::RecordingId{id}, recording.certified);
  return all;
}

void Lifetimes::write(ByteWriter& to) const {
  to.varint(recordings_.size());
  for (const auto& [id, recording] : recordings_) {
    to.raw(id);
    to.varint(recording.certified);
    write_time(to, recording.over);
    write_time(to, recording.due);
    write_number(to, recording.discarded);
    write_number(to, recording.shredded);
    write_time(to, recording.began);
    for (const bool one : {recording.received, recording.told, recording.told_missing}) to.u8(one ? 1 : 0);
  }
}

Result<Lifetimes> Lifetimes::read(ByteReader& from) {
  Lifetimes lifetimes;
  TRY_ASSIGN(std::uint64_t left, from.varint());
  for (; left > 0; --left) {
    ledger::RecordingId id;
    TRY_ASSIGN(const ByteView bytes, from.raw(id.bytes.size()));
    std::ranges::copy(bytes, id.bytes.begin());
    Recording& recording = lifetimes.recordings_[id.bytes];
    TRY_ASSIGN(recording.certified, from.varint());
    TRY_ASSIGN(recording.over, read_time(from));
    TRY_ASSIGN(recording.due, read_time(from));
    TRY_ASSIGN(recording.discarded, read_number(from));
    TRY_ASSIGN(recording.shredded, read_number(from));
    TRY_ASSIGN(recording.began, read_time(from));
    for (bool* one : {&recording.received, &recording.told, &recording.told_missing}) {
      TRY_ASSIGN(const std::uint8_t value, from.u8());
      *one = value != 0;
    }
  }
  return lifetimes;
}

}  // namespace insyn::witness
