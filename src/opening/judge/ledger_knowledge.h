// What the union's client has to know of a ledger before it opens anything: all entries, and of those about
// recordings what the server shows of them. What it does not show is counted, since an entry that is kept
// dark could be the discard of the very recording that is asked for.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "ledger/entries/order.h"

namespace insyn::opening {

// What a server shows of an entry beside the ledger. Nothing of it is believed before it fits the entry.
struct ShownEntry {
  std::optional<ledger::Salt> salt;
  std::optional<ledger::RecordingId> recording;
  std::string note;
};

class LedgerKnowledge {
 public:
  // The next entry, beginning with number 0; `shown` is null where the server shows nothing of it. It counts
  // only once all entries are proven by a checkpoint.
  void take(ByteView entry, const ShownEntry* shown);

  struct Certified {
    std::uint64_t entry = 0;
    std::string recording;  // its id
    std::string note;
  };
  struct Received {
    std::uint64_t entry = 0;
    ledger::Salt salt;
    ledger::Salted contents;
  };
  struct ByRules {
    Utc time{};
    std::string party;
  };

  bool is_registered(const Digest& agreement) const { return agreements_.count(agreement) == 1; }
  // When the agreement was first withdrawn; nothing where the ledger has no withdrawal of it.
  std::optional<Utc> withdrawn(const Digest& agreement) const;
  bool is_roster(const Digest& roster) const { return rosters_.count(roster) == 1; }
  // Null where there is no request with this number.
  const ledger::OpeningRequested* request(std::uint64_t entry) const;
  bool is_approved(std::uint64_t request) const { return approved_.count(request) == 1; }
  const std::vector<Certified>& certificates() const { return certificates_; }
  std::vector<Received> received(const std::string& recording) const;
  bool is_forked(std::uint64_t received) const { return forked_.count(received) == 1; }
  bool is_discarded(const std::string& recording) const { return discarded_.count(recording) == 1; }
  bool is_shredded(const std::string& recording) const { return shredded_.count(recording) == 1; }
  std::vector<std::string> holds(const std::string& recording) const;
  const std::vector<ByRules>& by_rules() const { return by_rules_; }

  // Entries that the server does not show, beyond those of what is shredded, whose salts are gone.
  std::uint64_t dark_discards() const;
  std::uint64_t dark_certificates() const;
  // Recordings that were shredded, as the ledger says, and never certified: made up, so that something else
  // can be kept dark in their place.
  std::uint64_t made_up_shreddings() const;
  // Entries that are none, or may not stand where they do: nothing follows from them.
  std::uint64_t faulty() const { return faulty_; }
  std::uint64_t size() const { return size_; }
  // The latest time that an entry states.
  Utc latest() const { return latest_; }

 private:
  class Taker;

  ledger::Order order_;
  std::uint64_t size_ = 0;
  Utc latest_{};
  std::set<Digest> agreements_, rosters_;
  std::map<std::uint64_t, ledger::OpeningRequested> requests_;
  std::set<std::uint64_t> approved_, forked_;
  std::vector<Certified> certificates_;
  std::map<Digest, Utc> withdrawn_;
  std::multimap<std::string, Received> received_;
  std::multimap<std::string, std::string> holds_;
  std::set<std::string> certified_, discarded_, shredded_;
  std::vector<ByRules> by_rules_;
  std::uint64_t unshown_discards_ = 0, unshown_certificates_ = 0, faulty_ = 0;
  // Of shredded recordings whose discard or certificate is not shown.
  std::uint64_t forgotten_discards_ = 0, forgotten_certificates_ = 0;
};

}  // namespace insyn::opening
