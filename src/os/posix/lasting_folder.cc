#include "os/lasting_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "os/descriptor.h"
#include "os/writing.h"

namespace insyn {

Status sync_file(const Path& file) {
  const OwnedFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
  if (!fd || ::fsync(fd.get()) != 0) return os_error("cannot sync", file.string());
  return {};
}

Status sync_folder(const Path& folder) {
  const OwnedFd fd(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd || ::fsync(fd.get()) != 0) return os_error("cannot sync", folder.string());
  return {};
}

Status put_file_in_place(const Path& from, const Path& to) {
  if (const Status renamed = rename_to(from, to, true); !renamed) {
    // File systems that cannot refuse to replace (NFS) can refuse to link.
    if (errno != EINVAL) return renamed;
    if (::link(from.c_str(), to.c_str()) != 0) return os_error("cannot give a file the name", to.string());
    if (::unlink(from.c_str()) != 0) return os_error("cannot remove", from.string());
  }
  return sync_folder(to.parent_path());
}

Status ensure_lasting_folder(const Path& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    return os_error("cannot create the folder", folder.string());
  return sync_folder(folder.parent_path());
}

}  // namespace insyn
