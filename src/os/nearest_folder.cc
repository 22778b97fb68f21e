#include "os/nearest_folder.h"

namespace insyn {
namespace {

constexpr int kFoldersAbove = 3;

}  // namespace

std::optional<FolderWatch> watch_nearest_folder(Path folder) {
  for (int i = 0; i <= kFoldersAbove && folder.has_relative_path(); ++i, folder = folder.parent_path())
    if (auto watch = FolderWatch::begin_with_new(folder)) return std::move(*watch);
  return std::nullopt;
}

}  // namespace insyn
