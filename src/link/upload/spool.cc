#include "link/upload/spool.h"

#include <algorithm>
#include <set>

#include "os/folder_lock.h"
#include "os/remove_folder.h"
#include "recording/format/layout.h"

namespace insyn::link {
namespace {

constexpr std::size_t kMostRecordings = 100'000;
constexpr std::size_t kMostFiles = recording::kMostChunks + 1000;

// Its owner could have somebody else's files brought or removed by it.
bool is_link(const Path& path) {
  std::error_code error;
  return std::filesystem::symlink_status(path, error).type() == std::filesystem::file_type::symlink;
}

// Whoever records holds the lock. A closed one is locked for a moment still.
bool is_being_recorded(const Path& folder) {
  if (is_there(folder / recording::kClosingNote)) return false;
  const auto lock = FolderLock::try_to_take(folder);
  return lock && !*lock;
}

// As it may lie beside a file that was being written.
bool is_temporary(std::string_view name) { return name.starts_with('.') || name.ends_with(".tmp"); }

bool is_known(const std::string& name) {
  using namespace recording;
  static const std::vector<std::string> notes = {kCertificate, kClosingNote, kJournal, kReserve,
                                                 kOpeningNote};
  return chunk_named(name) || is_temporary(name) ||
         std::find(notes.begin(), notes.end(), name) != notes.end();
}

}  // namespace

bool is_there(const Path& path) {
  std::error_code error;
  return std::filesystem::symlink_status(path, error).type() != std::filesystem::file_type::not_found;
}

bool Spools::in_call() const {
  return std::any_of(recordings.begin(), recordings.end(),
                     [](const Lying& one) { return one.being_recorded; });
}

Spools look_into(const std::vector<Path>& spools) {
  Spools found;
  std::set<std::string> ids;
  for (const Path& spool : spools) {
    if (!is_there(spool)) continue;
    const auto names = list_folder(spool, kMostRecordings);
    if (!names) {
      found.problems.push_back(names.error().message);
      continue;
    }
    for (const std::string& name : *names) {
      if (!recording::is_recording_id(name) || is_link(spool / name)) continue;
      if (!ids.insert(name).second) {
        found.problems.push_back(fmt::format("{} lies in two spools", name));
        continue;
      }
      found.recordings.push_back({spool / name, name, is_being_recorded(spool / name)});
    }
  }
  return found;
}

Status remove_recording(const Path& folder) {
  if (!is_there(folder)) return {};
  if (is_link(folder)) return fail(Code::kDenied, "{} is a symbolic link", folder.string());
  for (const char* key : recording::kKeyFiles) TRY(remove_file(folder / key));
  TRY_ASSIGN(const std::vector<std::string> names, list_folder(folder, kMostFiles));
  for (const std::string& name : names)
    if (is_known(name) && name != recording::kOpeningNote) TRY(remove_file(folder / name));
  // Without it the folder would be no recording, and what is left of one has to be found again.
  return remove_folder(folder, {recording::kOpeningNote});
}

}  // namespace insyn::link
