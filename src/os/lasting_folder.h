// Folders that last: what is in them is found again after the power went out.
#pragma once

#include "base/path.h"
#include "base/result.h"

namespace insyn {

// What was made, renamed or removed in the folder is on the disk.
Status sync_folder(const Path& folder);

// Creates one folder, 0700, where nothing is there; it lasts when this returns, whoever has made it.
Status ensure_lasting_folder(const Path& folder);

}  // namespace insyn
