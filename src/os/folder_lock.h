// Locks on folders (flock).
#pragma once

#include <optional>

#include "base/path.h"
#include "os/descriptor.h"

namespace insyn {

// Exclusive use of a folder among all processes that take this lock. It is held until this object is
// destroyed or the process ends in any way.
class FolderLock {
 public:
  // Nothing where another process, or another part of this one, holds the lock.
  static Result<std::optional<FolderLock>> try_to_take(const Path& folder);
  // Waits until nobody else holds it.
  static Result<FolderLock> take(const Path& folder);

 private:
  explicit FolderLock(OwnedFd fd) : fd_(std::move(fd)) {}
  OwnedFd fd_;
};

}  // namespace insyn
