#include "recording/format/contents.h"

#include <algorithm>

#include "note/note.h"
#include "recording/format/journal.h"
#include "recording/format/version_0.h"

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
  for (const char* known : {kCertificate, kOpeningNote, kClosingNote, kPeelNote, kJournal, kReserve}) {
    if (name == known) return true;
  }
  if (std::find(kKeyFiles.begin(), kKeyFiles.end(), name) != kKeyFiles.end()) return true;
  return chunk_named(name).has_value();
}

Result<std::string> read_note(const RecordingFiles& files, const char* name) {
  TRY_ASSIGN(const Bytes note, files.read(name, kLargestNote));
  return std::string(insyn::text_of(note));
}

// Reads a note into `into` where it is there. What it says, whosever signature is on it, is the result.
template <class T>
Result<std::optional<T>> read_optional(const RecordingFiles& files, const Contents& contents,
                                       const char* name, Result<T> (*parse)(std::string_view),
                                       std::string& into) {
  if (!contents.has(name)) return std::optional<T>();
  TRY_ASSIGN(into, read_note(files, name));
  if (into.empty()) return std::optional<T>();
  TRY_ASSIGN(const note::Note parsed, note::parse(into));
  TRY_ASSIGN(T said, parse(parsed.text));
  return std::optional<T>(std::move(said));
}

// The opening note's text, whosever signature is on it.
Status read_opening(const RecordingFiles& files, Contents& contents) {
  TRY_ASSIGN(contents.opening_note, read_note(files, kOpeningNote));
  TRY_ASSIGN(const note::Note parsed, note::parse(contents.opening_note));
  if (is_version_0(parsed.text)) {
    return fail(Code::kPermanent,
                "this is a recording of version 0: it is listed and can be discarded, and this version of "
                "Insyn does nothing else with it");
  }
  TRY_ASSIGN(contents.opening, parse_opening(parsed.text));
  return {};
}

}  // namespace

bool Contents::has(std::string_view name) const {
  return std::binary_search(names.begin(), names.end(), name);
}

Result<Contents> read_contents(const RecordingFiles& files) {
  Contents contents;
  TRY_ASSIGN(contents.names, files.names());
  if (!contents.has(kOpeningNote)) {
    return fail(Code::kPermanent, "{} is not a recording: it has no {}", files.place(), kOpeningNote);
  }
  if (Status read = read_opening(files, contents); !read)
    return in_context(fmt::format("{}: {}", files.place(), kOpeningNote), std::move(read).error());
  contents.certificate =
      read_optional(files, contents, kCertificate, &parse_certificate, contents.certificate_note)
          .value_or(std::nullopt);
  contents.peel =
      read_optional(files, contents, kPeelNote, &parse_peel, contents.peel_note).value_or(std::nullopt);
  auto closing = read_optional(files, contents, kClosingNote, &parse_closing, contents.closing_note);
  if (closing) {
    contents.closing = std::move(*closing);
  } else {
    contents.closing_problem = closing.error().message;
  }
  for (const std::string& name : contents.names) {
    if (!is_known(name)) contents.strange_files.push_back(name);
    if (const auto chunk = chunk_named(name)) contents.chunk_files.push_back(*chunk);
  }
  return contents;
}

Result<std::vector<ChunkRecord>> listed_chunks(const Contents& contents, const RecordingFiles& files) {
  if (contents.closing && contents.closing->id == contents.opening.id) return contents.closing->chunks;
  if (contents.has_closing()) {
    return fail(Code::kCorrupt, "{}: {}", kClosingNote,
                contents.closing ? "it closes another recording" : contents.closing_problem);
  }
  TRY_ASSIGN(const Bytes bytes, files.read(kJournal, kLargestJournal));
  TRY_ASSIGN(const note::Verifier key, recording_key(contents.opening.id, contents.opening.key));
  Result<Journal> journal = parse_journal(insyn::text_of(bytes), contents.opening.id, key);
  if (!journal) return in_context(kJournal, std::move(journal).error());
  // It is written ahead: of its last chunk alone the file may never have come.
  if (!journal->chunks.empty() && !files.has(file_name_of(journal->chunks.back().name())))
    journal->chunks.pop_back();
  return std::move(journal->chunks);
}

}  // namespace insyn::recording
