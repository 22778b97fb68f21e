// Recordings in folders, as found.
#pragma once

#include "os/file.h"
#include "recording/format/contents.h"
#include "recording/format/version_0.h"

namespace insyn::recording {

// The files of the recording in one folder.
class FolderFiles final : public RecordingFiles {
 public:
  explicit FolderFiles(Path folder) : folder_(std::move(folder)) {}

  std::string place() const override { return folder_.string(); }
  Result<std::vector<std::string>> names() const override;
  bool has(const std::string& name) const override;
  Result<Bytes> read(const std::string& name, std::size_t limit) const override;

 private:
  Path folder_;
};

struct Recording : Contents {
  // kPermanent where `folder` is not a recording's or one of version 0, kCorrupt where its opening note is
  // malformed.
  static Result<Recording> read(const Path& folder);

  FolderFiles files() const { return FolderFiles(folder); }
  // When it began, as its certificate says; without one only the date is known, which is in the agreement's
  // zone.
  Utc began() const { return certificate ? certificate->begin : Utc(opening.date); }

  Path folder;
  std::uint64_t bytes = 0;         // of all its files
  bool is_being_recorded = false;  // at the moment it was read; where it is neither this nor closed, it was
                                   // cut off and is complete by its journal
};

// A recording of version 0.
struct OldRecording : Version0 {
  static Result<OldRecording> read(const Path& folder);

  Path folder;
  std::string opening_note;
  std::vector<ChunkName> chunk_files;
  std::uint64_t bytes = 0;
};

struct SpoolListing {
  std::vector<Recording> recordings;  // by their beginning
  std::vector<OldRecording> old;      // the same
  std::vector<std::string> problems;  // a sentence for each folder that could not be read
};
// All recordings in `spool`; or, where `spool` is itself a recording, that one.
Result<SpoolListing> list_recordings(const Path& spool);

}  // namespace insyn::recording
