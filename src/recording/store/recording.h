// A recording's folder as found: what its notes say, read without any key. Nothing here is proven; verify.h
// does that.
#pragma once

#include <optional>

#include "os/file.h"
#include "recording/format/notes.h"

namespace insyn::recording {

struct Recording {
  // kPermanent where `folder` is not a recording's, kCorrupt where its opening note is malformed.
  static Result<Recording> read(const Path& folder);

  Path folder;
  std::string opening_note;
  Opening opening;
  std::string closing_note;                // empty while it is not closed
  std::optional<Closing> closing;          // nothing while it is not closed, or where the note is malformed
  std::string closing_problem;             // how it is malformed
  std::vector<ChunkName> chunk_files;      // ascending
  std::uint64_t bytes = 0;                 // of all its files
  std::vector<std::string> strange_files;  // that docs/recording.md does not name
};

struct SpoolListing {
  std::vector<Recording> recordings;  // by start
  std::vector<std::string> problems;  // a sentence for each folder that could not be read
};
// All recordings in `spool`; or, where `spool` is itself a recording, that one.
Result<SpoolListing> list_recordings(const Path& spool);

}  // namespace insyn::recording
