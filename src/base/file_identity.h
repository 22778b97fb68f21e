// A file by device and inode: a copy with the same name is another file.
#pragma once

#include <cstdint>

namespace insyn {

struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  bool operator==(const FileIdentity&) const = default;
};

}  // namespace insyn
