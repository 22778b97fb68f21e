// The witnesses of this server's ledger: who they are by the registered agreements, what each has cosigned
// last, and whether the ledger may grow. A server that was put back from a backup does not know what it has
// forgotten, but its witnesses do: so each server, once started, signs nothing before it has heard those
// whose word is needed.
#pragma once

#include <map>
#include <mutex>

#include "agreement/terms.h"
#include "server/log/log.h"

namespace insyn::server {

class Witnesses final : public GrowthGate {
 public:
  // `ledger` is the origin's key. Both outlive it. What was heard before now does not count.
  Witnesses(const note::Verifier& ledger, const Clock& clock)
      : ledger_(ledger), clock_(clock), started_(clock.utc()) {}

  // Those of every registered agreement that names this ledger, by their keys' ids
  // (http_signature::key_id_of).
  using ByKey = std::map<std::string, note::Verifier, std::less<>>;
  Result<ByKey> registered(Transaction& transaction);
  // Those without whose word the ledger does not grow: of the agreements that are neither over nor withdrawn;
  // where there is none, of the one that was registered last.
  Result<ByKey> needed(Transaction& transaction);

  // Whether the agreement with this hash names it; false where there is no such agreement.
  Result<bool> is_witness_of(Transaction& transaction, const std::string& hash,
                             const note::Verifier& witness);

  // What a witness says of its history of this ledger.
  enum class Word {
    kSame,    // it is the beginning of this server's, or all of it
    kLonger,  // this server has signed entries that it does not have: it was put back from a backup
    kOther,   // this server has signed two histories
  };
  // How it came.
  enum class Came {
    kAsRequest,  // signed by the witness for this moment: it was heard
    kAsAnswer,   // whoever answered may have kept it for long: so the witness was not heard
  };
  // Remembers `note`, the checkpoint that `witness` has cosigned last, and that it was heard; the note of no
  // entries is the witness's alone. kDenied where the ledger's signature or the witness's does not fit or is
  // missing, or where it is another ledger's; kCorrupt where it is no checkpoint.
  Result<Word> hear(Database& database, TileStore& tiles, const note::Verifier& witness,
                    std::string_view note, Came came = Came::kAsRequest);

  // kTransient until each that is needed was heard since the start and has no more entries than this server;
  // kDenied where one has another history.
  Status may_grow(Transaction& transaction) override;

  // The newest checkpoint that all needed ones have cosigned; where none is needed, the newest. kPermanent
  // where there is none yet.
  Result<std::string> cosigned_checkpoint(Transaction& transaction);

  // What a witness has cosigned last.
  struct Latest {
    std::uint64_t size = 0;
    std::string note;
    Utc heard{};
    bool same_history = true;
  };
  Result<std::optional<Latest>> latest(Transaction& transaction, std::string_view key_id);

  // How it stands with one of them, and what follows for the ledger where it is needed.
  enum class Hearing {
    kHeard,         // the ledger grows
    kUnheard,       // it was not heard since this server was started: the ledger waits
    kAhead,         // it has entries that this server has lost: the ledger waits for them
    kOtherHistory,  // nothing is signed any more
  };
  struct Standing {
    note::Verifier witness;
    bool needed = false;
    Hearing hearing = Hearing::kUnheard;
    std::optional<Latest> latest;
  };
  // Of all that registered agreements name.
  Result<std::vector<Standing>> standings(Transaction& transaction);

 private:
  struct Agreed {
    bool ended = false;  // over or withdrawn
    std::vector<note::Verifier> witnesses;
  };
  Hearing hearing_of(const std::optional<Latest>& last, const LogHead& head) const;
  // In the order in which they were registered.
  Result<std::vector<Agreed>> agreements(Transaction& transaction);
  // None of an agreement that is not registered, or names another ledger or none.
  Result<std::vector<note::Verifier>> witnesses_of(Transaction& transaction, const std::string& hash);
  Status add_cosignature(Transaction& transaction, const note::Verifier& witness, const note::Note& note,
                         std::uint64_t size);

  const note::Verifier& ledger_;
  const Clock& clock_;
  const Utc started_;

  std::mutex mutex_;
  // Of each agreement that was read, by its hash.
  std::map<std::string, std::vector<note::Verifier>> read_;
};

// For the server's log, where it is not kSame: what follows from what the witness says.
std::string consequence_of(Witnesses::Word word);

}  // namespace insyn::server
