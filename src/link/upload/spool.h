// The recordings that lie in a computer's spools.
#pragma once

#include <string>
#include <vector>

#include "os/file.h"

namespace insyn::link {

// Whether something has this name, be it a link to nothing.
bool is_there(const Path& path);

struct Lying {
  Path folder;
  std::string id;
  bool being_recorded = false;  // otherwise it is closed, or was cut off and is complete by its journal
};

struct Spools {
  std::vector<Lying> recordings;
  std::vector<std::string> problems;  // a sentence for each spool that cannot be read
  bool in_call() const;
};
// A spool that is not there yet has none. What is a link to another folder is no recording, and of one that
// lies in two spools the first counts.
Spools look_into(const std::vector<Path>& spools);

// Removes a recording's files, its keys first, and its folder: the rest cannot be opened any more from the
// first moment on. Succeeds where some or all are gone. Files that no recording has stay, and so does the
// folder then. kDenied where `folder` is a link to another one.
Status remove_recording(const Path& folder);

}  // namespace insyn::link
