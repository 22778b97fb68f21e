#include "server/ingest/staged.h"

#include <filesystem>

#include "os/file.h"
#include "os/remove_folder.h"

namespace insyn::server {
namespace {

constexpr std::size_t kIdDigits = 32;
constexpr std::size_t kLinkDigits = 16;
constexpr std::size_t kMostFolders = 1'000'000;

Path folder_of(const Path& uploads, const std::string& recording, const std::string& link) {
  return uploads / (recording + "-" + link.substr(0, kLinkDigits));
}

std::uint64_t size_of(const Path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  return error ? 0 : size;
}

Utc touched(const Path& folder) {
  Utc last{};
  for (const Path& path : {folder, folder / "front", folder / "chunks"}) {
    std::error_code error;
    const auto at = std::filesystem::last_write_time(path, error);
    if (error) continue;
    last = std::max(last, std::chrono::floor<std::chrono::milliseconds>(std::chrono::file_clock::to_sys(at)));
  }
  return last;
}

}  // namespace

Result<std::optional<Staged>> Staged::open(const Path& uploads, const std::string& recording,
                                           const std::string& link) {
  TRY(ensure_private_folder(uploads));
  const Path folder = folder_of(uploads, recording, link);
  TRY(ensure_private_folder(folder));
  TRY_ASSIGN(auto lock, FolderLock::try_to_take(folder));
  if (!lock) return std::optional<Staged>();
  TRY_ASSIGN(GrowingFile front, GrowingFile::open(folder / kFront));
  TRY_ASSIGN(GrowingFile chunks, GrowingFile::open(folder / kChunks));
  return std::optional<Staged>(Staged(folder, std::move(*lock), std::move(front), std::move(chunks)));
}

Result<std::uint64_t> Staged::size(const Path& uploads, const std::string& recording,
                                   const std::string& link) {
  const Path folder = folder_of(uploads, recording, link);
  return size_of(folder / kFront) + size_of(folder / kChunks);
}

Status Staged::clean(const Path& uploads, const std::function<Result<bool>(const std::string&)>& is_done,
                     Utc before) {
  std::error_code error;
  if (!std::filesystem::exists(uploads, error)) return {};
  TRY_ASSIGN(const auto names, list_folder(uploads, kMostFolders));
  for (const std::string& name : names) {
    const Path folder = uploads / name;
    if (name.size() != kIdDigits + 1 + kLinkDigits) continue;
    TRY_ASSIGN(const bool done, is_done(name.substr(0, kIdDigits)));
    if (!done && touched(folder) >= before) continue;
    const auto lock = FolderLock::try_to_take(folder);
    if (!lock || !*lock) continue;
    TRY(remove_folder(folder, {kFront, kChunks}));
  }
  return {};
}

// Where a crash brings it back it is cleaned away.
Status Staged::remove() { return remove_folder_without_sync(folder_, {kFront, kChunks}); }

}  // namespace insyn::server
