#include "recording/store/recording.h"

#include <algorithm>

#include "recording/format/layout.h"

namespace insyn::recording {
namespace {

constexpr std::size_t kMostFiles = kMostChunks + 1000;
constexpr std::size_t kMostRecordings = 100'000;

bool exists(const std::vector<std::string>& names, const char* name) {
  return std::binary_search(names.begin(), names.end(), name);
}

std::uint64_t size_of(const Path& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

}  // namespace

Result<std::vector<std::string>> FolderFiles::names() const { return list_folder(folder_, kMostFiles); }

bool FolderFiles::has(const std::string& name) const {
  std::error_code error;
  return std::filesystem::symlink_status(folder_ / name, error).type() !=
         std::filesystem::file_type::not_found;
}

Result<Bytes> FolderFiles::read(const std::string& name, std::size_t limit) const {
  return read_file(folder_ / name, limit);
}

Result<Recording> Recording::read(const Path& folder) {
  TRY_ASSIGN(Contents contents, read_contents(FolderFiles(folder)));
  Recording recording;
  static_cast<Contents&>(recording) = std::move(contents);
  recording.folder = folder;
  for (const std::string& name : recording.names) recording.bytes += size_of(folder / name);
  return recording;
}

Result<SpoolListing> list_recordings(const Path& spool) {
  TRY_ASSIGN(const std::vector<std::string> names, list_folder(spool, kMostRecordings));
  SpoolListing listing;
  if (exists(names, kOpeningNote)) {
    TRY_ASSIGN(Recording one, Recording::read(spool));
    listing.recordings.push_back(std::move(one));
    return listing;
  }
  for (const std::string& name : names) {
    if (name.starts_with(kUnfinishedPrefix)) {
      listing.problems.push_back(fmt::format(
          "{}: a recorder ended while it began this recording; nothing was kept, the folder may be deleted",
          (spool / name).string()));
      continue;
    }
    if (!is_recording_id(name)) continue;
    Result<Recording> recording = Recording::read(spool / name);
    if (recording) {
      listing.recordings.push_back(std::move(*recording));
    } else {
      listing.problems.push_back(recording.error().message);
    }
  }
  std::stable_sort(listing.recordings.begin(), listing.recordings.end(),
                   [](const Recording& a, const Recording& b) { return a.opening.start < b.opening.start; });
  return listing;
}

}  // namespace insyn::recording
