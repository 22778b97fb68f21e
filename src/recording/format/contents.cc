#include "recording/format/contents.h"

#include <algorithm>

#include "note/note.h"

namespace insyn::recording {
namespace {

// Without what os/file.h puts behind a name while it writes a file: ".0a1b2c3d.tmp".
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

// The text of a note, whosever signature is on it.
template <class T>
Result<T> parse_unverified(std::string_view note, Result<T> (*parse)(std::string_view)) {
  TRY_ASSIGN(const note::Note parsed, note::parse(note));
  return parse(parsed.text);
}

bool exists(const std::vector<std::string>& names, const char* name) {
  return std::binary_search(names.begin(), names.end(), name);
}

Result<std::string> read_note(const RecordingFiles& files, const char* name) {
  TRY_ASSIGN(const Bytes note, files.read(name, kLargestNote));
  return std::string(insyn::text_of(note));
}

}  // namespace

Result<Contents> read_contents(const RecordingFiles& files) {
  Contents contents;
  TRY_ASSIGN(contents.names, files.names());
  const std::vector<std::string>& names = contents.names;
  if (!exists(names, kOpeningNote)) {
    return fail(Code::kPermanent, "{} is not a recording: it has no {}", files.place(), kOpeningNote);
  }
  TRY_ASSIGN(contents.opening_note, read_note(files, kOpeningNote));
  Result<Opening> opening = parse_unverified(contents.opening_note, &parse_opening);
  if (!opening)
    return in_context(fmt::format("{}: {}", files.place(), kOpeningNote), std::move(opening).error());
  contents.opening = std::move(*opening);
  if (exists(names, kClosingNote)) {
    TRY_ASSIGN(contents.closing_note, read_note(files, kClosingNote));
    Result<Closing> closing = parse_unverified(contents.closing_note, &parse_closing);
    if (closing) {
      contents.closing = std::move(*closing);
    } else {
      contents.closing_problem = closing.error().message;
    }
  }
  for (const std::string& name : names) {
    if (!is_known(name)) contents.strange_files.push_back(name);
    if (const auto chunk = chunk_named(name)) contents.chunk_files.push_back(*chunk);
  }
  return contents;
}

}  // namespace insyn::recording
