#include "os/lasting_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "os/descriptor.h"

namespace insyn {

Status sync_folder(const Path& folder) {
  const OwnedFd fd(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd || ::fsync(fd.get()) != 0) return os_error("cannot sync", folder.string());
  return {};
}

Status ensure_lasting_folder(const Path& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    return os_error("cannot create the folder", folder.string());
  return sync_folder(folder.parent_path());
}

}  // namespace insyn
