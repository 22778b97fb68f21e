// DIR, all that a link keeps.
#pragma once

#include "link/outbox/outbox.h"
#include "link/store/configuration.h"
#include "note/key.h"

namespace insyn::link {

struct DataFolder {
  Path folder;
  Configuration configuration;
  note::Signer key;

  Path recordings() const { return folder / "recordings"; }  // what is remembered of each
  Path agreements() const { return folder / "agreements"; }  // that were in force here, by their hashes
  Path feed() const { return feed_of(folder); }      // for recorders, who verify it: everybody reads it
  Path outbox() const { return outbox_of(folder); }  // discards of the agents: everybody puts them there
  Path status_file() const { return feed() / "status.json"; }
};

// Reads DIR/insyn-link.toml and the key, and makes the folders that are missing. kDenied where others than
// the owner could read the key.
Result<DataFolder> open_data_folder(const Path& folder);
// The same, and nothing is made.
Result<DataFolder> examine_data_folder(const Path& folder);

}  // namespace insyn::link
