// Writes a recording's folder so that every state a crash, a full disk or a power cut leaves behind is one
// that docs/recording.md names.
#pragma once

#include "note/key.h"
#include "os/file.h"
#include "os/folder_lock.h"
#include "recording/format/closing_note.h"
#include "recording/format/opening_note.h"
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

struct KeyFiles {
  Bytes for_two;    // key.age; empty: no pictures are made
  Bytes for_agent;  // key.agent.age; empty: the agent has none
};

// Closes the recording in `folder`: writes the note, and takes away the reserve before and the journal after.
Status write_closing(const Path& folder, const Closing& closing, const note::Signer& device);

// While there is one its folder is locked (FolderLock), so that nobody takes the recording for left behind.
class RecordingWriter {
 public:
  // Creates <spool>/<id>/ whole or not at all. `device` outlives the writer. kDenied or kPermanent where the
  // spool is missing or not writable, kFull where there is no room.
  static Result<RecordingWriter> begin(const Path& spool, const Opening& opening, const KeyFiles& keys,
                                       const note::Signer& device);
  RecordingWriter(RecordingWriter&&) = default;
  RecordingWriter& operator=(RecordingWriter&&) = default;

  const Path& folder() const { return folder_; }
  std::uint64_t bytes() const { return bytes_; }
  const std::vector<ChunkRecord>& chunks() const { return chunks_; }

  // After an error the chunk is not part of the recording, and the only thing left to do is close().
  Result<SpoolEntry> append(const SealedChunk& chunk);

  // Writes the closing note of the chunks appended so far, and takes away the journal and the reserve.
  Status close(Utc end, std::chrono::milliseconds duration, EndReason reason, const Balance& balance);

 private:
  RecordingWriter(Path folder, FolderLock lock, std::string id, const note::Signer& device);

  Path folder_;
  FolderLock lock_;
  std::string id_;
  const note::Signer* device_;
  std::vector<ChunkRecord> chunks_;
  std::uint64_t bytes_ = 0;
  bool failed_ = false;
};

}  // namespace insyn::recording
