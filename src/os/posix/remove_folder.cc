#include "os/remove_folder.h"

#include <unistd.h>

#include <cerrno>

#include "os/descriptor.h"
#include "os/lasting_folder.h"

namespace insyn {
namespace {

// Whether there was one.
Result<bool> take_away(const Path& folder, const std::vector<std::string>& files) {
  for (const std::string& name : files) {
    const Path file = folder / name;
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) return os_error("cannot remove", file.string());
  }
  if (::rmdir(folder.c_str()) == 0) return true;
  if (errno == ENOENT) return false;
  return os_error("cannot remove the folder", folder.string());
}

}  // namespace

Status remove_folder(const Path& folder, const std::vector<std::string>& files) {
  TRY_ASSIGN(const bool removed, take_away(folder, files));
  return removed ? sync_folder(folder.parent_path()) : Status();
}

Status remove_folder_without_sync(const Path& folder, const std::vector<std::string>& files) {
  TRY(take_away(folder, files));
  return {};
}

}  // namespace insyn
