#include "recording/writer/recording_writer.h"

#include "base/check.h"
#include "note/note.h"
#include "recording/format/layout.h"

namespace insyn::recording {
namespace {

// The closing note, the end statement and its line.
constexpr std::size_t kReserveBytes = kLargestNote + (std::size_t{64} << 10);
constexpr const char* kUnusable = "nothing is recorded, the spool cannot be used";

Status write_new(const Path& path, ByteView bytes) {
  return write_file(path, bytes, Access::kOwnerOnly, IfExists::kRefuse);
}

struct NamedFile {
  const char* name;
  const Bytes* content;
};
std::array<NamedFile, kKeyFiles.size()> by_name(const KeyFiles& keys) {
  return {{{kKey, &keys.pictures},
           {kEventsKey, &keys.events},
           {kCallsKey, &keys.calls},
           {kAgentKey, &keys.agent}}};
}

// The opening note comes last: a folder that has one is complete.
Status fill(const Path& folder, const Beginning& beginning, const std::string& certificate,
            const note::Signer& key) {
  for (const NamedFile& file : by_name(beginning.keys))
    if (!file.content->empty()) TRY(write_new(folder / file.name, *file.content));
  // Random, so that no file system stores it in less room than it reserves.
  TRY(write_new(folder / kReserve, random_bytes(kReserveBytes)));
  TRY(write_new(folder / kJournal, {}));
  TRY(write_new(folder / kCertificate, view_of(certificate)));
  return write_new(folder / kOpeningNote, view_of(note::sign(text_of(beginning.opening), key)));
}

// Adds what is known only now, and has both certified.
Result<std::string> certified(Beginning& beginning, const note::Signer& key, Certifier& certifier) {
  Opening& opening = beginning.opening;
  opening.key = key.verifier().text();
  opening.key_files.clear();
  for (const NamedFile& file : by_name(beginning.keys))
    if (!file.content->empty()) opening.key_files.push_back({file.name, sha256(*file.content)});
  // Read back as it was meant: a line end in a value would put a line of its own into the note.
  const Result<Opening> read_back = parse_opening(text_of(opening));
  if (!read_back || *read_back != opening) {
    return fail(
        Code::kPermanent,
        "the recording cannot be opened: a name holds characters that a note cannot hold, or is longer "
        "than 500 bytes");
  }
  beginning.about.id = opening.id;
  beginning.about.key = opening.key;
  beginning.about.agreement_hash = opening.agreement_hash;
  Result<std::string> certificate = certifier.certify(beginning.about);
  if (!certificate) return certificate;
  TRY(check_certificate(*certificate, beginning.about, certifier.device()));
  return certificate;
}

// Nothing to report where it is gone already. That it is gone need not be on the disk: it may be there again
// after a power cut.
Status take_away(const Path& path) {
  std::error_code error;
  std::filesystem::remove(path, error);
  if (error) return fail(Code::kPermanent, "cannot remove {}: {}", path.string(), error.message());
  return {};
}

// `folder`, created and locked, or not there.
Result<FolderLock> create_locked(const Path& folder) {
  TRY(create_folder(folder));
  Result<std::optional<FolderLock>> lock = FolderLock::try_to_take(folder);
  if (lock && *lock) return std::move(**lock);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  if (!lock) return Failure(lock.error());
  return fail(Code::kTransient, "another program has locked {}", folder.string());
}

}  // namespace

RecordingWriter::RecordingWriter(Path folder, FolderLock lock, note::Signer key, Opening opening,
                                 CertificateRequest about)
    : folder_(std::move(folder)),
      lock_(std::move(lock)),
      key_(std::move(key)),
      journal_(opening.id),
      opening_(std::move(opening)),
      about_(std::move(about)) {}

Result<RecordingWriter> RecordingWriter::begin(const Path& spool, Beginning beginning, Certifier& certifier) {
  const std::string id = beginning.opening.id;
  if (!is_recording_id(id)) return fail(Code::kPermanent, "“{}” is not a recording id", id);
  TRY_ASSIGN(note::Signer key, note::Signer::generate(id));
  const Path unfinished = spool / (kUnfinishedPrefix + id);
  const Path folder = spool / id;
  Result<FolderLock> lock = create_locked(unfinished);
  if (!lock) return in_context(kUnusable, std::move(lock).error());
  const auto remove = [&] {
    std::error_code ignored;
    std::filesystem::remove_all(unfinished, ignored);
  };
  const Result<std::string> certificate = certified(beginning, key, certifier);
  if (!certificate) {
    remove();
    return in_context("nothing is recorded", certificate.error());
  }
  Status begun = fill(unfinished, beginning, *certificate, key);
  if (begun) begun = rename_folder(unfinished, folder);
  if (!begun) {
    remove();
    return in_context(kUnusable, std::move(begun).error());
  }
  return RecordingWriter(folder, std::move(*lock), std::move(key), std::move(beginning.opening),
                         std::move(beginning.about));
}

Status RecordingWriter::write_chunk(const SealedChunk& chunk, bool with_line) {
  CHECK(key_.has_value());
  const ChunkRecord record{static_cast<std::uint32_t>(chunks_.size()), sha256(chunk.bytes()),
                           chunk.bytes().size(), chunk.kind()};
  if (with_line) TRY(append_to_file(folder_ / kJournal, view_of(journal_.next_line(record, *key_))));
  TRY(write_new(folder_ / file_name_of(record.name()), chunk.bytes()));
  chunks_.push_back(record);
  bytes_ += record.length;
  return {};
}

Result<SpoolEntry> RecordingWriter::append(const SealedChunk& chunk) {
  CHECK(!failed_);
  failed_ = true;
  // The last one is the end statement's.
  if (chunks_.size() + 1 >= kMostChunks) {
    failed_ = false;
    return fail(Code::kFull,
                "the recording has {} chunks, as many as its closing note can list beside the end",
                chunks_.size());
  }
  TRY(write_chunk(chunk, true));
  failed_ = false;
  return SpoolEntry(chunks_.back());
}

Result<SpoolEntry> RecordingWriter::append_statements(std::vector<std::string> notes) {
  CHECK(!notes.empty() && notes.size() <= kMostCallNotes);
  TRY_ASSIGN(const seal::Recipient calls, seal::Recipient::parse(opening_.calls_recipient));
  TRY_ASSIGN(const SealedChunk sealed, SealedChunk::seal_statements(calls, {opening_.id, std::move(notes)}));
  return append(sealed);
}

Status RecordingWriter::close(Ending ending) {
  CHECK(key_.has_value());
  ending.id = opening_.id;
  TRY_ASSIGN(const seal::Recipient calls, seal::Recipient::parse(opening_.calls_recipient));
  TRY_ASSIGN(const SealedChunk end, SealedChunk::seal_end(calls, ending));
  TRY(take_away(folder_ / kReserve));
  // Behind a line of which nobody knows how much is on the disk no line can be read.
  TRY(write_chunk(end, !failed_));
  Closing closing{opening_.id, {}, chunks_};
  if (!opening_.recipient.empty()) closing.withheld_percent = withheld_percent(ending.balance).value_or(0);
  TRY(write_new(folder_ / kClosingNote, view_of(note::sign(text_of(closing), *key_))));
  key_.reset();
  return take_away(folder_ / kJournal);
}

}  // namespace insyn::recording
