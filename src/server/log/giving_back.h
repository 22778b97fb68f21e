// A server that was put back from a backup has forgotten entries that it has signed. A witness, which has
// them all, gives them back; they count once all of them are there and fit the checkpoint that this server
// signed itself.
#pragma once

#include <functional>

#include "server/log/witnesses.h"

namespace insyn::server {

// Shreds a recording in the transaction, as when the entry was made; where it is shredded already it
// succeeds.
struct Tombstone {
  std::string recording;  // its id
  ledger::ShreddedBecause because = ledger::ShreddedBecause::kRetention;
  Utc at{};
  std::uint64_t entry = 0;
};
using Shred = std::function<Status(Transaction&, const Tombstone&)>;

struct GivenBack {
  std::uint64_t next = 0;  // the first entry that is still missing
  bool complete = false;   // the ledger has them all again
};

class GivingBack {
 public:
  // All of these outlive it.
  GivingBack(Database& database, TileStore& tiles, Witnesses& witnesses, Shred shred)
      : database_(database), tiles_(tiles), witnesses_(witnesses), shred_(std::move(shred)) {}

  // At most this many entries are taken at once.
  static constexpr std::size_t kMostAtOnce = 4096;

  // Entries from number `from` on, each after its length in two bytes, big-endian. Where `from` is not what
  // comes next nothing is taken, and the answer says what does. With the last one the ledger has them all
  // again, what was shredded in them is shredded, and what was withdrawn is. kDenied where this witness has
  // cosigned no more than this server has, or where, with the last one, they do not fit the checkpoint: then
  // all of them are forgotten. kCorrupt where `entries` is malformed.
  Result<GivenBack> take(std::string_view key_id, std::uint64_t from, ByteView entries);

 private:
  struct Missing {
    std::uint64_t from = 0;  // the first one that this server never had
    std::uint64_t size = 0;  // of the whole ledger
    Digest root{};
    std::string checkpoint;
  };
  Result<Missing> missing(Transaction& transaction, std::string_view key_id, const LogHead& head);
  Status complete(const LogHead& head, const Missing& missing);
  Status apply(Transaction& transaction, std::uint64_t number, const ledger::Entry& entry);

  Database& database_;
  TileStore& tiles_;
  Witnesses& witnesses_;
  const Shred shred_;
  std::mutex mutex_;  // one at a time
};

}  // namespace insyn::server
