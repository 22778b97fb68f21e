#include "os/folder_watch.h"

#include <sys/inotify.h>
#include <unistd.h>

namespace insyn {

Result<FolderWatch> FolderWatch::begin(const Path& folder) {
  OwnedFd fd(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  constexpr std::uint32_t kChanges = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ATTRIB |
                                     IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
  if (!fd || ::inotify_add_watch(fd.get(), folder.c_str(), kChanges) < 0) {
    return os_error("cannot watch the folder", folder.string());
  }
  return FolderWatch(std::move(fd));
}

void FolderWatch::drain() const {
  char buffer[4096];
  while (::read(fd_.get(), buffer, sizeof buffer) > 0) {
  }
}

}  // namespace insyn
