// What the files of this room share that write: whole buffers, renames and folders that last.
#pragma once

#include "base/bytes.h"
#include "base/path.h"
#include "base/result.h"

namespace insyn {

// All of `bytes`, however often the system has to be asked. `thing` is what an error names.
Status write_all(int fd, ByteView bytes, const std::string& thing);

// kPermanent where `refuse_existing` and `to` exists.
Status rename_to(const Path& from, const Path& to, bool refuse_existing);

// What was made, renamed or removed in the folder is on the disk.
Status sync_folder(const Path& folder);

}  // namespace insyn
