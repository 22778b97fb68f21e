// A file by device and inode: a copy under the same name is another one.
#pragma once

#include <cstdint>

namespace insyn {

struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  bool operator==(const FileIdentity&) const = default;
};

}  // namespace insyn
