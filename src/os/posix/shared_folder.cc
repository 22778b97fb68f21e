#include "os/shared_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "os/descriptor.h"
#include "os/lasting_folder.h"

namespace insyn {

Status ensure_shared_folder(const Path& path, SharedFolder use) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
    return os_error("cannot create the folder", path.string());
  }
  const OwnedFd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!fd) return os_error("cannot open the folder", path.string());
  if (::fchmod(fd.get(), use == SharedFolder::kEveryoneReads ? 0755 : 01733) != 0)
    return os_error("cannot set the rights of", path.string());
  return {};
}

Status remove_folder(const Path& path) {
  if (::rmdir(path.c_str()) != 0) return os_error("cannot remove the folder", path.string());
  return sync_folder(path.parent_path());
}

}  // namespace insyn
