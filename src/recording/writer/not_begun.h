// Folders of recordings that had not begun when a recorder was cut off: nothing had been kept in them. What
// had begun stays as it is: it stands by its journal, and nobody closes it.
#pragma once

#include "os/file.h"

namespace insyn::recording {

struct Tidied {
  std::vector<std::string> removed;   // names of folders
  std::vector<std::string> problems;  // a sentence for each that could not be removed
};

// Removes them from `spool`, but for those that somebody is beginning at this moment.
Result<Tidied> remove_what_had_not_begun(const Path& spool);

}  // namespace insyn::recording
