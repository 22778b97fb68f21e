// Whether a file is still the one that was read, without reading it again.
#pragma once

#include <cstdint>

#include "base/path.h"
#include "base/result.h"

namespace insyn {

// Changes when the file is replaced, written, or given other access rights.
struct FileStamp {
  std::uint64_t device = 0, inode = 0, size = 0;
  std::int64_t changed_ns = 0;  // st_ctim, by the kernel's clock
  bool operator==(const FileStamp&) const = default;
};
Result<FileStamp> stamp_of(const Path& file);
// Whether a change from now on gives another stamp. The clock of a file system goes in steps of some
// milliseconds, and two changes within one step leave the same stamp. To be asked before the file is read.
bool is_settled(const FileStamp& stamp);

}  // namespace insyn
