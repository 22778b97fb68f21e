// Whether a file is still the one that was read, without reading it again.
#pragma once

#include "os/file.h"

namespace insyn {

// Changes with whatever happens to a file: its place taken by another, its content, its rights.
struct FileStamp {
  std::uint64_t device = 0, inode = 0, size = 0;
  std::int64_t changed_ns = 0;  // by the kernel's clock
  bool operator==(const FileStamp&) const = default;
};
Result<FileStamp> stamp_of(const Path& file);

// Who can change a file, and so what it says.
enum class Keeper { kAdministrator, kThisUser };
// kDenied where others can too: by the rights of the file, of the folder that it lies in or of one above, or
// because one of them is another user's, or the file or its folder a link.
Result<Keeper> keeper_of(const Path& file);

// Whether this program runs as the administrator.
bool is_administrator();

// Readable for the members of `group`, beside its owner, and for nobody else.
Status share_with_group(const Path& file, const std::string& group);

}  // namespace insyn
