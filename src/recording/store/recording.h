// Recordings in folders, as found.
#pragma once

#include "os/file.h"
#include "recording/format/contents.h"

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
  // kPermanent where `folder` is not a recording's, kCorrupt where its opening note is malformed.
  static Result<Recording> read(const Path& folder);

  FolderFiles files() const { return FolderFiles(folder); }

  Path folder;
  std::uint64_t bytes = 0;  // of all its files
};

struct SpoolListing {
  std::vector<Recording> recordings;  // by start
  std::vector<std::string> problems;  // a sentence for each folder that could not be read
};
// All recordings in `spool`; or, where `spool` is itself a recording, that one.
Result<SpoolListing> list_recordings(const Path& spool);

}  // namespace insyn::recording
