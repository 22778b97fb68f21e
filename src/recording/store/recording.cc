#include "recording/store/recording.h"

#include <algorithm>

#include "note/note.h"
#include "os/folder_lock.h"
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
  if (!recording.has_closing()) {
    // Whoever records holds the lock.
    const auto lock = FolderLock::try_to_take(folder);
    recording.is_being_recorded = lock && !*lock;
  }
  return recording;
}

Result<OldRecording> OldRecording::read(const Path& folder) {
  OldRecording old;
  TRY_ASSIGN(old.opening_note, read_text(folder / kOpeningNote, kLargestNote));
  TRY_ASSIGN(const note::Note parsed, note::parse(old.opening_note));
  TRY_ASSIGN(static_cast<Version0&>(old), parse_version_0(parsed.text));
  old.folder = folder;
  TRY_ASSIGN(const std::vector<std::string> names, list_folder(folder, kMostFiles));
  for (const std::string& name : names) {
    old.bytes += size_of(folder / name);
    if (const auto chunk = chunk_named(name)) old.chunk_files.push_back(*chunk);
  }
  return old;
}

Result<SpoolListing> list_recordings(const Path& spool) {
  TRY_ASSIGN(const std::vector<std::string> names, list_folder(spool, kMostRecordings));
  SpoolListing listing;
  if (exists(names, kOpeningNote)) {
    TRY_ASSIGN(Recording one, Recording::read(spool));
    listing.recordings.push_back(std::move(one));
    return listing;
  }
  const auto add = [&](auto read, auto& into) {
    if (read) {
      into.push_back(std::move(*read));
    } else {
      listing.problems.push_back(read.error().message);
    }
  };
  for (const std::string& name : names) {
    const Path folder = spool / name;
    if (name.starts_with(kUnfinishedPrefix)) {
      listing.problems.push_back(fmt::format(
          "{}: a recorder ended while it began this recording; nothing was kept, the folder may be deleted",
          folder.string()));
    } else if (is_recording_id(name)) {
      add(Recording::read(folder), listing.recordings);
    } else if (is_version_0_id(name)) {
      add(OldRecording::read(folder), listing.old);
    }
  }
  std::stable_sort(listing.recordings.begin(), listing.recordings.end(),
                   [](const Recording& a, const Recording& b) { return a.began() < b.began(); });
  std::stable_sort(listing.old.begin(), listing.old.end(),
                   [](const OldRecording& a, const OldRecording& b) { return a.start < b.start; });
  return listing;
}

}  // namespace insyn::recording
