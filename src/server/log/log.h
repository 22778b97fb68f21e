// The ledger's writer: an entry gets its number in the same transaction as what it tells of, so that neither
// is there without the other; publishing then stores the tiles and signs a checkpoint. Any number of servers
// on one database and vault may do both.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>

#include "base/clock.h"
#include "ledger/entries/entry.h"
#include "ledger/proof/proof.h"
#include "ledger/tiles/appender.h"
#include "note/key.h"
#include "server/database/database.h"
#include "server/log/tile_store.h"

namespace insyn::server {

// Beside an entry that is salted: its salt, and the recording with which the salt is shredded (the id, 32
// hexadecimal digits; empty where it is about a person and not a recording).
struct Kept {
  ledger::Salt salt;
  std::string recording;
};

// What the ledger is, as the database has it.
struct LogHead {
  std::uint64_t size = 0;       // entries that were appended
  std::uint64_t published = 0;  // of these, what the newest checkpoint covers
  Digest root = ledger::empty_root();
  std::string checkpoint;  // the newest one, signed; empty where there is none yet
};
Result<LogHead> read_head(Transaction& transaction);
Result<LogHead> read_head(Database& database);
// The texts of those entries. kCorrupt where one is not there.
Result<std::vector<std::string>> entries_between(Transaction& transaction, std::uint64_t from,
                                                 std::uint64_t to);

// Whether the ledger may grow now. A server that was put back from a backup must not before its witnesses
// have been heard: it would begin a second history.
class GrowthGate {
 public:
  virtual ~GrowthGate() = default;
  // kTransient where it may not yet, kDenied where it never may.
  virtual Status may_grow(Transaction& transaction) = 0;
};

class Log {
 public:
  // All of these outlive it. `key` is the origin's. Without a gate the ledger may always grow.
  Log(Database& database, Vault& vault, const note::Signer& key, const Clock& clock,
      GrowthGate* gate = nullptr);

  // The gate's error where the ledger may not grow now. Then nothing is opened either: this server does not
  // know what it has forgotten, a shredding or a withdrawal perhaps.
  Status may_grow(Transaction& transaction);
  // The next number. Where the transaction is written for this boot only, the entry lasts once a checkpoint
  // covers it. CHECKs that the entry passes check_entry() and that `kept` is there where the entry has
  // anything salted. The gate's error where the ledger may not grow.
  Result<std::uint64_t> append(Transaction& transaction, const ledger::AnyEntry& entry,
                               const std::optional<Kept>& kept = {});
  // What stands at a number, with its salt where that was not shredded. kPermanent where there is no such
  // entry.
  struct Stood {
    ledger::Entry entry;
    std::optional<Kept> kept;
  };
  Result<Stood> at(Transaction& transaction, std::uint64_t number);

  // Stores every entry that was appended before the call in tiles and signs checkpoints of them; nothing to
  // do is no error. The gate's error where the ledger may not grow; kDenied or kCorrupt where what is stored
  // is not what was signed before.
  Status publish();
  // Until this process has published a checkpoint of more than `size` entries, `stop` is requested, or
  // `longest` is over.
  void wait_for_more(std::uint64_t size, const std::stop_token& stop, std::chrono::milliseconds longest);
  // The newest checkpoint. kPermanent where there is none yet.
  Result<std::string> checkpoint();

  // An entry and why a checkpoint covers it.
  struct Proven {
    std::uint64_t number = 0;
    std::string entry;  // its text
    ledger::Proof proof;
    std::string checkpoint;
  };
  // By the newest checkpoint. kTransient where it does not cover it yet: publish() first. kPermanent where
  // there is no such entry.
  Result<Proven> prove(std::uint64_t number);
  // The same by an earlier one of this ledger's.
  Result<Proven> prove(std::uint64_t number, const std::string& checkpoint);

  const std::string& origin() const { return key_.verifier().name(); }
  const note::Verifier& key() const { return key_.verifier(); }
  // The tiles, for whoever serves or reads them, or gives a restored ledger back.
  TileStore& tiles() { return tiles_; }

 private:
  // What the next checkpoint adds.
  struct Next {
    LogHead after;
    std::vector<std::string> entries;
  };

  struct Covered {
    std::uint64_t size = 0;
    Digest root{};
  };

  Result<Proven> prove_in(const Covered& covered, std::uint64_t number, const std::string& checkpoint);
  Result<Next> read_next();
  Status take_edge(const LogHead& head);
  // False where somebody else has published meanwhile.
  Result<bool> publish_next(const Next& next);
  Result<bool> swap_head(const LogHead& before, const LogHead& after);
  void remove_partial(const LogHead& before, std::uint64_t size);

  Database& database_;
  TileStore tiles_;
  UnsignedTiles unsigned_tiles_;
  const note::Signer& key_;
  const Clock& clock_;
  GrowthGate* gate_;

  std::mutex publishing_;  // the rest is used with it
  std::optional<ledger::Appender> edge_;
  std::uint64_t largest_ = 0;  // that this process has seen published

  std::mutex grown_mutex_;
  std::condition_variable_any grown_;
  std::uint64_t grown_to_ = 0;  // by this process; used with grown_mutex_
};

}  // namespace insyn::server
