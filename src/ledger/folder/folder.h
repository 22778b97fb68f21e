// A ledger in a folder, laid out as it is served (https://c2sp.org/tlog-tiles): the file "checkpoint", and
// the tiles below "tile". What tiles cannot hold is not in it, so the folder can be copied and verified
// anywhere.
#pragma once

#include <set>

#include "ledger/tiles/store.h"
#include "os/file.h"

namespace insyn::ledger {

class Folder final : public Store {
 public:
  // `path` is a folder; only what is written makes others below it.
  explicit Folder(Path path) : path_(std::move(path)) {}

  Result<std::optional<Bytes>> read(const Tile& tile, std::size_t limit) override;
  Status put_if_absent(const Tile& tile, ByteView bytes) override;
  // Removes every narrower version of a full tile that is stored too, which begins with them. What cannot be
  // removed does no harm.
  void remove_partial(const Tile& full);

  // The note of the newest checkpoint, unread. kPermanent where there is none.
  Result<std::string> checkpoint() const;
  // Lasts when this returns; a crash leaves the one before or this one.
  Status replace_checkpoint(std::string_view note);

 private:
  Status make_folders(const Path& folder);

  Path path_;
  std::set<Path> lasting_;  // folders below path_ that are known to last
};

}  // namespace insyn::ledger
