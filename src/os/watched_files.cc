#include "os/watched_files.h"

namespace insyn {
namespace {

// Nothing that is watched is larger.
constexpr std::size_t kLargestFile = std::size_t{1} << 20;

bool is_there(const Path& path) {
  std::error_code error;
  return std::filesystem::symlink_status(path, error).type() != std::filesystem::file_type::not_found;
}

bool is_the_same(FileContent& file) {
  if (!file.sha256 && !file.secret) return !is_there(file.path);
  const Result<FileStamp> stamp = stamp_of(file.path);
  if (!stamp) return false;
  if (file.stamp == *stamp) return true;
  if (file.secret) return false;
  const bool settled = is_settled(*stamp);
  const Result<Bytes> bytes = read_file(file.path, kLargestFile);
  if (!bytes || sha256(*bytes) != *file.sha256) return false;
  // The stamp from before the read: a change since then makes it differ, and the file is read again.
  file.stamp = settled ? std::optional(*stamp) : std::nullopt;
  return true;
}

}  // namespace

Result<Bytes> FilesRead::read_file(const Path& path, std::size_t limit) {
  const Result<FileStamp> stamp = stamp_of(path);
  const bool settled = stamp && is_settled(*stamp);
  TRY_ASSIGN(Bytes bytes, insyn::read_file(path, limit));
  contents_.push_back({path, sha256(bytes), false, settled ? std::optional(*stamp) : std::nullopt});
  return bytes;
}

Status FilesRead::remember_secret(const Path& path) {
  TRY_ASSIGN(const FileStamp stamp, stamp_of(path));
  contents_.push_back({path, {}, true, stamp});
  return {};
}

const Path* WatchedFiles::changed() {
  for (FileContent& file : files_) {
    if (!is_the_same(file)) return &file.path;
  }
  return nullptr;
}

}  // namespace insyn
