// The rules by which a union's witness judges a ledger's entries: no peel without a request and an approval,
// no reading without a peel, nothing opened after it was discarded or shredded, everything shredded on its
// day, no more calls of an agent than agreed, no certificate that is missing. Nothing here has a network or a
// clock: whoever has them passes on what the ledger holds and what the server shows beside it.
#pragma once

#include "agreement/agreement.h"
#include "witness/rules/caps.h"
#include "witness/rules/lifetimes.h"
#include "witness/rules/running_numbers.h"

namespace insyn::witness {

// What the server shows of an entry about a recording: of which one it is, so that its salted hash can be
// compared; of a certificate the note too; of a hold, whether the witness has verified both parties'
// signatures on it.
struct Shown {
  ledger::Salt salt;
  ledger::RecordingId recording;
  std::string certificate_note;
  bool hold_is_signed = false;
};

class Rules {
 public:
  // What all parties have signed: an agreement, and the devices on a version of the roster. Both are known
  // before the entries that need them.
  void add(const agreement::Agreement& agreement) { agreements_[agreement.hash()].terms = agreement.terms(); }
  void add(const note::Verifier& device) { devices_.push_back(device); }

  // The next entry of the ledger, beginning with number 0, as parse_entry() read it, and what the server
  // shows of it. The breaches that it shows; they do not stand against the next ones.
  std::vector<Breach> take(const Result<ledger::Entry>& entry, const std::optional<Shown>& shown);
  // The breaches that time alone shows: what was not shredded, and certificates that did not come. Each is
  // told once. `now` is the witness's own clock, for that of the server may be wrong on purpose.
  std::vector<Breach> check(Utc now);

 private:
  struct Known {
    agreement::Terms terms;
    bool registered = false;
    std::optional<Utc> withdrawn;
  };
  class Taker;

  // The terms under which it began; null where they were not in force then.
  const agreement::Terms* in_force(const recording::Certificate& certificate) const;
  Result<recording::Certificate> verified_certificate(const Shown& shown) const;

  std::uint64_t next_ = 0;
  ledger::Order order_;
  std::map<Digest, Known> agreements_;  // by their hashes
  std::vector<note::Verifier> devices_;
  RunningNumbers numbers_;
  Caps caps_;
  Lifetimes lifetimes_;
  std::map<std::uint64_t, ledger::RecordingId> requested_;  // by the request's number
};

}  // namespace insyn::witness
