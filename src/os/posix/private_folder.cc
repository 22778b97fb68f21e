#include "os/private_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace insyn {

Status make_private_folder(const Path& path) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
    return os_error("cannot create the folder", path.string());
  }
  struct stat facts {};
  if (::lstat(path.c_str(), &facts) != 0) return os_error("cannot look at", path.string());
  if (!S_ISDIR(facts.st_mode) || facts.st_uid != ::getuid() || (facts.st_mode & 0077U) != 0) {
    return fail(Code::kDenied, "{} is not a folder that belongs to this user alone (0700)", path.string());
  }
  return {};
}

Status make_folders(const Path& path) {
  if (!path.has_relative_path()) return {};
  TRY(make_folders(path.parent_path()));
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
    return os_error("cannot create the folder", path.string());
  }
  return {};
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
