// Between which entries each recording is there, and until when it may be. A recording is known by its id,
// which is random and tells nothing.
#pragma once

#include <map>

#include "agreement/terms.h"
#include "witness/rules/breach.h"

namespace insyn::witness {

class Lifetimes {
 public:
  // How long a recording may be on its way: a workstation may be without a network. Never into its last day.
  static constexpr std::chrono::days kOnItsWay{7};

  // A recording that was certified in `entry` and began at `begin` under an agreement with these terms.
  // CertifiedTwice where one with this id was before.
  std::optional<Broken> begin(std::uint64_t entry, const ledger::RecordingId& id, Utc begin,
                              const agreement::Terms& terms);
  // Whether it was certified, and is not gone: NeverCertified or OpenedWhenGone where it is not.
  std::optional<Broken> check_there(const ledger::RecordingId& id) const;
  // That it has arrived: NeverCertified, or ReceivedWhenGone.
  std::optional<Broken> receive(const ledger::RecordingId& id);
  // Only a hold that both parties have signed. It keeps nothing that was discarded.
  std::optional<Broken> hold(const ledger::RecordingId& id, Utc until);
  // From then on it is due within a day.
  std::optional<Broken> discard(std::uint64_t entry, Utc time, const ledger::RecordingId& id);
  // NotShredded where it came too late and was not told before, ShreddedEarly, ShreddedWithoutDiscard;
  // NotReceived where its time is over and it never arrived.
  std::optional<Broken> shred(std::uint64_t entry, Utc time, const ledger::RecordingShredded& shredded);
  // Recordings that are still there at `now` and may not be, and those that have not arrived: each is told
  // once, by the entry that certified it.
  std::vector<Breach> check(Utc now);
  // Those that are neither discarded nor shredded, each with the entry that certified it.
  std::vector<std::pair<ledger::RecordingId, std::uint64_t>> still_there() const;

  void write(ByteWriter& to) const;
  // kCorrupt where it is not what write() wrote.
  static Result<Lifetimes> read(ByteReader& from);

 private:
  struct Recording {
    std::uint64_t certified = 0;
    Utc over{};  // its last day begins: from then on it may be shredded because its time is over
    Utc due{};   // its last day ends
    std::optional<std::uint64_t> discarded;
    std::optional<std::uint64_t> shredded;
    Utc began{};
    bool received = false;
    bool told = false;  // that it was not shredded
    bool told_missing = false;
  };
  Recording* find(const ledger::RecordingId& id);
  // Where it is missing and was not told of.
  static std::optional<Broken> missing(Recording& recording);

  std::map<std::array<std::uint8_t, 16>, Recording> recordings_;
};

}  // namespace insyn::witness
