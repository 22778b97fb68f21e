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

// Without what base/file.h puts behind a name while it writes a file: ".0a1b2c3d.tmp".
std::string_view without_temporary(std::string_view name) {
  constexpr std::string_view kSuffix = ".tmp";
  constexpr std::size_t kLength = 1 + 8 + kSuffix.size();
  if (name.size() <= kLength || !name.ends_with(kSuffix)) return name;
  const std::string_view end = name.substr(name.size() - kLength);
  const bool random = end.substr(1, 8).find_first_not_of("0123456789abcdef") == std::string_view::npos;
  return end[0] == '.' && random ? name.substr(0, name.size() - kLength) : name;
}

bool is_known(std::string_view name) {
  name = without_temporary(name);
  for (const char* known : {kOpeningNote, kClosingNote, kKey, kAgentKey, kJournal, kReserve}) {
    if (name == known) return true;
  }
  return chunk_named(name).has_value();
}

std::uint64_t size_of(const Path& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

void take_stock(const std::vector<std::string>& names, Recording& recording) {
  for (const std::string& name : names) {
    if (!is_known(name)) recording.strange_files.push_back(name);
    if (const auto chunk = chunk_named(name)) recording.chunk_files.push_back(*chunk);
    recording.bytes += size_of(recording.folder / name);
  }
}

template <class T>
Result<T> parse_unverified(std::string_view note, const char* file, Result<T> (*parse)(std::string_view)) {
  const Result<note::Note> parsed = note::parse(note);
  if (!parsed) return in_context(file, parsed.error());
  Result<T> content = parse(parsed->text);
  if (!content) return in_context(file, std::move(content).error());
  return content;
}

}  // namespace

Result<Recording> Recording::read(const Path& folder) {
  TRY_ASSIGN(const std::vector<std::string> names, list_folder(folder, kMostFiles));
  if (!exists(names, kOpeningNote)) {
    return fail(Code::kPermanent, "{} is not a recording: it has no {}", folder.string(), kOpeningNote);
  }
  Recording recording;
  recording.folder = folder;
  TRY_ASSIGN(recording.opening_note, read_text(folder / kOpeningNote, kLargestNote));
  Result<Opening> opening = parse_unverified(recording.opening_note, kOpeningNote, &parse_opening);
  if (!opening) return in_context(folder.string(), std::move(opening).error());
  recording.opening = std::move(*opening);
  if (exists(names, kClosingNote)) {
    TRY_ASSIGN(recording.closing_note, read_text(folder / kClosingNote, kLargestNote));
    Result<Closing> closing = parse_unverified(recording.closing_note, kClosingNote, &parse_closing);
    if (closing) {
      recording.closing = std::move(*closing);
    } else {
      recording.closing_problem = closing.error().message;
    }
  }
  take_stock(names, recording);
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
