#include "os/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

namespace insyn {

Result<FolderLock> FolderLock::take(const Path& folder) {
  OwnedFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return os_error("cannot open the folder", folder.string());
  while (::flock(fd.get(), LOCK_EX) != 0) {
    if (errno != EINTR) return os_error("cannot lock", folder.string());
  }
  return FolderLock(std::move(fd));
}

Result<std::optional<FolderLock>> FolderLock::try_to_take(const Path& folder) {
  OwnedFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return os_error("cannot open the folder", folder.string());
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return std::optional<FolderLock>();
    return os_error("cannot lock", folder.string());
  }
  return std::optional<FolderLock>(FolderLock(std::move(fd)));
}

}  // namespace insyn
