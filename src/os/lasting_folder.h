// Files and folders that last: what is in them is found again after the power went out.
#pragma once

#include "base/path.h"
#include "base/result.h"

namespace insyn {

// What was written into the file is on the disk.
Status sync_file(const Path& file);

// What was made, renamed or removed in the folder is on the disk.
Status sync_folder(const Path& folder);

// Renames `from`, which is on the disk, within one file system; it has its new name for good when this
// returns. kPermanent where `to` exists.
Status put_file_in_place(const Path& from, const Path& to);

// Creates one folder, 0700, where nothing is there; it lasts when this returns, whoever has made it.
Status ensure_lasting_folder(const Path& folder);

}  // namespace insyn
