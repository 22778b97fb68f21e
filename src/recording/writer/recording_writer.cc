#include "recording/writer/recording_writer.h"

#include "base/check.h"
#include "note/note.h"
#include "recording/format/journal.h"
#include "recording/format/layout.h"

namespace insyn::recording {
namespace {

constexpr std::size_t kReserveBytes = kLargestNote;
constexpr const char* kUnusable = "nothing is recorded, the spool cannot be used";

Status write_new(const Path& path, ByteView bytes) {
  return write_file(path, bytes, Access::kOwnerOnly, IfExists::kRefuse);
}

// The opening note comes last: a folder that has one is complete.
Status fill(const Path& folder, const Opening& opening, const KeyFiles& keys, const note::Signer& device) {
  if (!keys.for_two.empty()) TRY(write_new(folder / kKey, keys.for_two));
  if (!keys.for_agent.empty()) TRY(write_new(folder / kAgentKey, keys.for_agent));
  // Random, so that no file system stores it in less room than it reserves.
  TRY(write_new(folder / kReserve, random_bytes(kReserveBytes)));
  TRY(write_new(folder / kJournal, {}));
  return write_new(folder / kOpeningNote, view_of(note::sign(text_of(opening), device)));
}

// Read back as it was meant: a line end in a value would put a line of its own into the note.
Status check_words(const Opening& opening) {
  const Result<Opening> read_back = parse_opening(text_of(opening));
  if (read_back && *read_back == opening) return {};
  return fail(
      Code::kPermanent,
      "the recording cannot be opened: the call's id, its kind or a name holds characters that a note "
      "cannot hold, or is longer than 500 bytes");
}

// Nothing to report where it is gone already. That it is gone need not be on the disk: it may be there again
// after a power cut.
Status take_away(const Path& path) {
  std::error_code error;
  std::filesystem::remove(path, error);
  if (error) return fail(Code::kPermanent, "cannot remove {}: {}", path.string(), error.message());
  return {};
}

}  // namespace

Status write_closing(const Path& folder, const Closing& closing, const note::Signer& device) {
  TRY(take_away(folder / kReserve));
  TRY(write_new(folder / kClosingNote, view_of(note::sign(text_of(closing), device))));
  return take_away(folder / kJournal);
}

RecordingWriter::RecordingWriter(Path folder, FolderLock lock, std::string id, const note::Signer& device)
    : folder_(std::move(folder)), lock_(std::move(lock)), id_(std::move(id)), device_(&device) {}

Result<RecordingWriter> RecordingWriter::begin(const Path& spool, const Opening& opening,
                                               const KeyFiles& keys, const note::Signer& device) {
  TRY(check_words(opening));
  const Path unfinished = spool / (kUnfinishedPrefix + opening.id);
  const Path folder = spool / opening.id;
  if (Status created = create_folder(unfinished); !created) {
    return in_context(kUnusable, std::move(created).error());
  }
  Result<std::optional<FolderLock>> lock = FolderLock::try_to_take(unfinished);
  Status begun;
  if (!lock) {
    begun = Failure(lock.error());
  } else if (!*lock) {
    begun = fail(Code::kTransient, "another program has locked {}", unfinished.string());
  }
  if (begun) begun = fill(unfinished, opening, keys, device);
  if (begun) begun = rename_folder(unfinished, folder);
  if (!begun) {
    std::error_code ignored;
    std::filesystem::remove_all(unfinished, ignored);
    return in_context(kUnusable, std::move(begun).error());
  }
  return RecordingWriter(folder, std::move(**lock), opening.id, device);
}

Result<SpoolEntry> RecordingWriter::append(const SealedChunk& chunk) {
  CHECK(!failed_);
  failed_ = true;
  if (chunks_.size() == kMostChunks) {
    return fail(Code::kFull, "the recording has {} chunks, as many as its closing note can list",
                kMostChunks);
  }
  const ChunkRecord record{static_cast<std::uint32_t>(chunks_.size()), sha256(chunk.bytes()),
                           chunk.bytes().size(), chunk.kind()};
  TRY(append_to_file(folder_ / kJournal, view_of(journal_line(record, id_, *device_))));
  TRY(write_new(folder_ / file_name_of(record.name()), chunk.bytes()));
  failed_ = false;
  chunks_.push_back(record);
  bytes_ += record.length;
  return SpoolEntry(record);
}

Status RecordingWriter::close(Utc end, std::chrono::milliseconds duration, EndReason reason,
                              const Balance& balance) {
  return write_closing(folder_, {id_, end, duration, reason, balance, chunks_}, *device_);
}

}  // namespace insyn::recording
