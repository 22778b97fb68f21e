// Writes a recording's folder so that every state a crash, a full disk or a power cut leaves behind is one
// that docs/recording.md names.
#pragma once

#include <optional>

#include "note/key.h"
#include "os/file.h"
#include "os/folder_lock.h"
#include "recording/format/closing_note.h"
#include "recording/format/journal.h"
#include "recording/format/opening_note.h"
#include "recording/writer/certifier.h"
#include "recording/writer/sealed_chunk.h"

namespace insyn::recording {

// That a sealed chunk is on the disk, durably. Only a RecordingWriter makes one.
class SpoolEntry {
 public:
  SpoolEntry(SpoolEntry&&) = default;
  SpoolEntry& operator=(SpoolEntry&&) = default;
  SpoolEntry(const SpoolEntry&) = delete;
  SpoolEntry& operator=(const SpoolEntry&) = delete;

  const ChunkRecord& chunk() const { return chunk_; }

 private:
  friend class RecordingWriter;
  explicit SpoolEntry(const ChunkRecord& chunk) : chunk_(chunk) {}
  ChunkRecord chunk_;
};

// The content of each key file; empty: there is none.
struct KeyFiles {
  Bytes pictures;  // key.age
  Bytes events;    // key.events.age
  Bytes calls;     // key.calls.age
  Bytes agent;     // key.agent.age
};

// What a recording begins with.
struct Beginning {
  Opening opening;           // without the signing key and the key files' hashes
  CertificateRequest about;  // whose it is; without id, signing key and agreement
  KeyFiles keys;
};

// How it ended, but for the id.
using Ending = EndStatement;

// While there is one its folder is locked (FolderLock), so that nobody takes the recording for ended. It has
// the recording's signing key, which is nowhere else and is forgotten when the recording is closed.
class RecordingWriter {
 public:
  // Makes the recording's signing key, has it certified, and creates <spool>/<id>/ whole or not at all.
  // kDenied where it is not certified, kDenied or kPermanent where the spool is missing or not writable,
  // kFull where there is no room.
  static Result<RecordingWriter> begin(const Path& spool, Beginning beginning, Certifier& certifier);
  RecordingWriter(RecordingWriter&&) = default;
  RecordingWriter& operator=(RecordingWriter&&) = default;

  const Path& folder() const { return folder_; }
  std::uint64_t bytes() const { return bytes_; }
  const std::vector<ChunkRecord>& chunks() const { return chunks_; }
  // As they are in the notes.
  const Opening& opening() const { return opening_; }
  const CertificateRequest& about() const { return about_; }

  // After an error the chunk is not part of the recording, and the only thing left to do is close().
  Result<SpoolEntry> append(const SealedChunk& chunk);
  // Seals what a call source has said of the call, its notes as they came, and appends it. 1 to
  // kMostCallNotes of them.
  Result<SpoolEntry> append_statements(std::vector<std::string> notes);

  // Seals the end statement as the last chunk, writes the closing note of the chunks appended so far, takes
  // away the journal and the reserve, and forgets the signing key. After an error the recording is not
  // closed, and stands by its journal.
  Status close(Ending ending);

 private:
  RecordingWriter(Path folder, FolderLock lock, note::Signer key, Opening opening, CertificateRequest about);
  Status write_chunk(const SealedChunk& chunk, bool with_line);

  Path folder_;
  FolderLock lock_;
  std::optional<note::Signer> key_;
  JournalChain journal_;
  Opening opening_;
  CertificateRequest about_;
  std::vector<ChunkRecord> chunks_;
  std::uint64_t bytes_ = 0;
  bool failed_ = false;
};

}  // namespace insyn::recording
