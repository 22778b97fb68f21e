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

}  // namespace insyn
