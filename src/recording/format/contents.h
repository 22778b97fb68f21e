// What a recording's files are and what its notes say, read without any key. Nothing here is proven;
// recording/verify does that.
#pragma once

#include <optional>

#include "recording/format/closing_note.h"
#include "recording/format/opening_note.h"
#include "recording/format/recording_files.h"

namespace insyn::recording {

struct Contents {
  std::vector<std::string> names;  // of all files, ascending
  std::string opening_note;
  Opening opening;
  std::string closing_note;                // empty while it is not closed
  std::optional<Closing> closing;          // nothing while it is not closed, or where the note is malformed
  std::string closing_problem;             // how it is malformed
  std::vector<ChunkName> chunk_files;      // ascending
  std::vector<std::string> strange_files;  // that docs/recording.md does not name
};

// kPermanent where `files` are no recording's, kCorrupt where the opening note is malformed.
Result<Contents> read_contents(const RecordingFiles& files);

}  // namespace insyn::recording
