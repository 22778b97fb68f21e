// Writes a ledger's entries into its tiles. Entries get their order elsewhere, and last there before they
// come here: when a crash lies between the tiles and the checkpoint, the same entries come again and are
// found stored.
#pragma once

#include "ledger/tiles/edge.h"

namespace insyn::ledger {

class Appender {
 public:
  // Goes on from a ledger's `size` entries with this root. kCorrupt where those in `store`, which outlives
  // it, are not these.
  static Result<Appender> open(Store& store, std::uint64_t size, const Digest& root);

  // Adds an entry; it is in memory only. kPermanent where it is longer than kLongestEntry, kFull where the
  // ledger is full: then nothing was added.
  Status append(ByteView entry);
  // Stores what was added, then reads it again, hashes it again and compares it with the root: only when this
  // returns without an error may size() and root() be signed. After an error it can be tried again.
  Status store();

  std::uint64_t size() const { return now_.size(); }
  Digest root() const { return now_.root(); }

 private:
  Appender(Store& store, Edge edge) : store_(&store), stored_(edge), now_(std::move(edge)) {}

  Store* store_;
  Edge stored_;  // as of the last store()
  Edge now_;
  std::vector<std::pair<Tile, Bytes>> full_;  // tiles that have become full since
};

}  // namespace insyn::ledger
