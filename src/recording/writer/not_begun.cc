#include "recording/writer/not_begun.h"

#include "os/folder_lock.h"
#include "recording/format/layout.h"

namespace insyn::recording {
namespace {

constexpr std::size_t kMostEntries = 100'000;

}  // namespace

Result<Tidied> remove_what_had_not_begun(const Path& spool) {
  TRY_ASSIGN(const std::vector<std::string> names, list_folder(spool, kMostEntries));
  Tidied tidied;
  for (const std::string& name : names) {
    if (!name.starts_with(kUnfinishedPrefix)) continue;
    // Nobody is at work in it, and nobody will be while the lock lasts.
    const auto lock = FolderLock::try_to_take(spool / name);
    if (!lock || !*lock) continue;
    std::error_code error;
    std::filesystem::remove_all(spool / name, error);
    if (error) {
      tidied.problems.push_back(
          fmt::format("{} cannot be removed: {}", (spool / name).string(), error.message()));
    } else {
      tidied.removed.push_back(name);
    }
  }
  return tidied;
}

}  // namespace insyn::recording
