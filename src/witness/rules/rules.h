// The rules by which a union's witness judges a ledger's entries: no peel without a request and an approval,
// no reading without a peel, nothing opened after it was discarded or shredded, everything shredded on its
// day, no more calls of an agent than agreed, no certificate that is missing. Nothing here has a network or a
// clock: whoever has them passes on what the ledger holds and what the server shows beside it.
#pragma once

#include <set>

#include "agreement/agreement.h"
#include "witness/rules/caps.h"
#include "witness/rules/lifetimes.h"
#include "witness/rules/running_numbers.h"

namespace insyn::witness {

// What the server shows of an entry about a recording: of which one it is, so that its salted hash can be
// compared; of a certificate or a hold its note too; of a hold, whether the witness has verified both
// parties' signatures on it.
struct Shown {
  ledger::Salt salt;
  ledger::RecordingId recording;
  std::string note;
  bool hold_is_signed = false;
};

class Rules {
 public:
  // How far the server's clocks may be wrong, and how late a server may show what it has entered.
  static constexpr std::chrono::minutes kClockTolerance{5};
  static constexpr std::chrono::hours kLateness{1};

  // What all parties have signed: an agreement, and the devices and agents on a version of the roster. They
  // are known before the entries that need them.
  void add(const agreement::Agreement& agreement) { agreements_[agreement.hash()].terms = agreement.terms(); }
  void add(const note::Verifier& device);
  void add_agent(const std::string& name) { agents_.insert(name); }
  // At `at` the ledger had no more entries than were taken: those that come were made after it, but for
  // kLateness.
  void seen(Utc at) { latest_ = std::max(latest_, at - kLateness); }

  // The next entry of the ledger, beginning with number 0, as parse_entry() read it, and what the server
  // shows of it. The breaches that it shows; they do not stand against the next ones. What time it states is
  // the server's word, and counts only between the entries before it and `now`, the witness's own clock.
  std::vector<Breach> take(Result<ledger::Entry> entry, const std::optional<Shown>& shown, Utc now);
  // The breaches that time alone shows: what was not shredded, and certificates that did not come. Each is
  // told once. `now` is the witness's own clock, for that of the server may be wrong on purpose.
  std::vector<Breach> check(Utc now);

  // How many entries were taken.
  std::uint64_t next() const { return next_; }
  // The hashes of the agreements that are registered and of which the ledger has no withdrawal.
  std::vector<Digest> not_withdrawn() const;
  bool is_withdrawn(const Digest& agreement) const;
  // Kinds of question of which there are as many recordings as this agreement allows.
  std::set<std::string> enough(const Digest& agreement) const;
  // Recordings that are neither discarded nor shredded, each with the entry that certified it.
  std::vector<std::pair<ledger::RecordingId, std::uint64_t>> still_there() const {
    return lifetimes_.still_there();
  }

  // All that it needs to go on, but for the agreements, which are added again afterwards. Nothing that it was
  // shown about a person is in it, but for the agents on the rosters and how often each was recorded in a
  // week.
  Bytes stored() const;
  // kCorrupt where it is not what stored() gave.
  static Result<Rules> restored(ByteView bytes);

 private:
  struct Known {
    std::optional<agreement::Terms> terms;  // nothing until it is added
    bool registered = false;
    std::optional<Utc> withdrawn;
  };
  class Taker;

  // The terms under which it began; null where they were not in force then.
  const agreement::Terms* in_force(const recording::Certificate& certificate) const;
  Result<recording::Certificate> verified_certificate(const Shown& shown) const;
  Status read_agreements(ByteReader& from);
  Status read_counts(ByteReader& from);
  Status read_attached(ByteReader& from);
  // Corrects the time that it states.
  std::optional<Broken> check_time(ledger::Entry& entry, Utc now);

  std::uint64_t next_ = 0;
  Utc latest_{};  // the next entry is not older
  ledger::Order order_;
  std::map<Digest, Known> agreements_;  // by their hashes
  std::vector<note::Verifier> devices_;
  std::set<std::string> agents_;
  RunningNumbers numbers_;
  Caps caps_;
  Lifetimes lifetimes_;
  std::map<std::pair<Digest, std::string>, std::uint64_t> kinds_;   // recordings by agreement and kind
  std::map<std::uint64_t, ledger::RecordingId> requested_;          // by the request's number
  std::map<std::array<std::uint8_t, 16>, std::uint64_t> attached_;  // recordings with audio, by its entry
};

}  // namespace insyn::witness
