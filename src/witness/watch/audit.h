// Judges a ledger's entries by the rules, and remembers over restarts what the rules need and nothing else:
// no certificate, no salt.
#pragma once

#include "witness/rules/rules.h"
#include "witness/watch/centre.h"
#include "witness/watch/place.h"

namespace insyn::witness {

class Audit {
 public:
  // Goes on from what was saved, or begins. kCorrupt where what was saved was altered.
  static Result<Audit> open(const Place& place, const Furnished& with);

  // The entry that is judged next.
  std::uint64_t next() const { return rules_.next(); }
  // Judges it; `shown` is null where the server shows nothing of it. An error only where an agreement that it
  // registers cannot be kept.
  Result<std::vector<Breach>> take(ByteView entry, const ShownEntry* shown, Utc now);
  // At `at` the ledger had no more entries than were judged.
  void seen(Utc at) { rules_.seen(at); }
  // What time alone shows.
  std::vector<Breach> check(Utc now) { return rules_.check(now); }

  // The agreements that are registered, in force at `now` by their dates, and not withdrawn in the ledger.
  std::vector<const agreement::Agreement*> in_force(Utc now) const;
  bool is_withdrawn(const Digest& agreement) const { return rules_.is_withdrawn(agreement); }
  std::set<std::string> enough(const Digest& agreement) const { return rules_.enough(agreement); }
  const std::vector<agreement::Agreement>& agreements() const { return agreements_; }
  std::vector<std::pair<ledger::RecordingId, std::uint64_t>> still_there() const {
    return rules_.still_there();
  }

  // Lasts when this returns.
  Status save();
  // In bytes, as it was saved last.
  std::size_t saved_size() const { return saved_size_; }

 private:
  Audit(Place place, std::vector<note::PublicKeys> pins, Rules rules)
      : place_(std::move(place)), pins_(std::move(pins)), rules_(std::move(rules)) {}
  void add(const agreement::Agreement& agreement);
  // What is wrong with what is shown of an entry without a salt.
  Result<std::optional<Broken>> take_shown(const ledger::AgreementRegistered& entry, const std::string& note);
  Result<std::optional<Broken>> take_shown(const ledger::RosterRegistered& entry, const std::string& note);
  // By the parties, and about that recording and time.
  bool is_hold_signed(const ledger::RecordingHeld& entry, const ShownEntry& shown) const;

  Place place_;
  std::vector<note::PublicKeys> pins_;
  Rules rules_;
  std::vector<agreement::Agreement> agreements_;
  std::size_t saved_size_ = 0;
};

}  // namespace insyn::witness
