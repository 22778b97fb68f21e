// Folders that are this user's alone, and locks on folders.
#pragma once

#include <optional>

#include "os/descriptor.h"
#include "os/file.h"

namespace insyn {

// Makes `path`, 0700, unless it is there already. kDenied where what is there is no folder, is another
// user's, or can be read or entered by others.
Status make_private_folder(const Path& path);

// Makes `path` and what is missing of the folders above it, 0700 each.
Status make_folders(const Path& path);

// That this process has a folder to itself among all that ask; until this goes, or the process ends, however
// it ends.
class FolderLock {
 public:
  // Nothing where another process, or another part of this one, has it.
  static Result<std::optional<FolderLock>> try_to_take(const Path& folder);

 private:
  explicit FolderLock(OwnedFd fd) : fd_(std::move(fd)) {}
  OwnedFd fd_;
};

}  // namespace insyn
