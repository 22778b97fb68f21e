// What the files of this room share that write: whole buffers and renames.
#pragma once

#include "base/bytes.h"
#include "os/lasting_folder.h"

namespace insyn {

// All of `bytes`, however often the system has to be asked. `thing` is what an error names.
Status write_all(int fd, ByteView bytes, const std::string& thing);

// kPermanent where `refuse_existing` and `to` exists.
Status rename_to(const Path& from, const Path& to, bool refuse_existing);

}  // namespace insyn
