// The ledger's writer: an entry gets its number in the same transaction as what it tells of, so that neither
// is there without the other; publishing then stores the tiles and signs a checkpoint. Any number of servers
// on one database and vault may do both.
#pragma once

#include <optional>

#include "base/clock.h"
#include "ledger/entries/entry.h"
#include "note/key.h"
#include "server/database/database.h"
#include "server/vault/vault.h"

namespace insyn::server {

// Beside an entry that is salted: its salt, and the recording with which the salt is shredded (the id, 32
// hexadecimal digits; empty where it is about a person and not a recording).
struct Kept {
  ledger::Salt salt;
  std::string recording;
};

class Log {
 public:
  // All of these outlive it. `key` is the origin's.
  Log(Database& database, Vault& vault, const note::Signer& key, const Clock& clock);

  // The next number. CHECKs that the entry passes check_entry() and that `kept` is there where the entry has
  // anything salted.
  Result<std::uint64_t> append(Transaction& transaction, const ledger::AnyEntry& entry,
                               const std::optional<Kept>& kept = {});
  // What stands at a number, with its salt where that was not shredded.
  struct Stood {
    ledger::Entry entry;
    std::optional<Kept> kept;
  };
  Result<Stood> at(Transaction& transaction, std::uint64_t number);

  // Stores every entry that was appended in tiles and signs a checkpoint of them; nothing to do is no error.
  // kDenied where a witness is ahead of this server (see Witnesses), or where what is stored is not what was
  // signed before.
  Status publish();
  // The newest checkpoint, with the cosignatures it has got so far. kPermanent where there is none yet.
  Result<std::string> checkpoint();

 private:
  Database& database_;
  Vault& vault_;
  const note::Signer& key_;
  const Clock& clock_;
};

}  // namespace insyn::server
