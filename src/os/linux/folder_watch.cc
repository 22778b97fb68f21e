#include "os/folder_watch.h"

#include <sys/inotify.h>
#include <unistd.h>

namespace insyn {
namespace {

constexpr std::uint32_t kChanges = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ATTRIB |
                                   IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

}  // namespace

Result<FolderWatch> FolderWatch::begin(const Path& folder) { return begin(folder, kChanges); }

Result<FolderWatch> FolderWatch::begin_with_new(const Path& folder) {
  return begin(folder, kChanges | IN_CREATE);
}

Result<FolderWatch> FolderWatch::begin(const Path& folder, std::uint32_t changes) {
  OwnedFd fd(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  if (!fd || ::inotify_add_watch(fd.get(), folder.c_str(), changes) < 0) {
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
