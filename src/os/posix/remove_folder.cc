#include "os/remove_folder.h"

#include <unistd.h>

#include <cerrno>

#include "os/descriptor.h"
#include "os/lasting_folder.h"

namespace insyn {

Status remove_folder(const Path& folder, const std::vector<std::string>& files) {
  for (const std::string& name : files) {
    const Path file = folder / name;
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) return os_error("cannot remove", file.string());
  }
  if (::rmdir(folder.c_str()) != 0) {
    if (errno == ENOENT) return {};
    return os_error("cannot remove the folder", folder.string());
  }
  return sync_folder(folder.parent_path());
}

}  // namespace insyn
