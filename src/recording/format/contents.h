// What a recording's files are and what its notes say, read without any key. Nothing here is proven;
// recording/verify does that.
#pragma once

#include <optional>

#include "recording/format/certificate.h"
#include "recording/format/closing_note.h"
#include "recording/format/opening_note.h"
#include "recording/format/peel_note.h"
#include "recording/format/recording_files.h"

namespace insyn::recording {

struct Contents {
  std::vector<std::string> names;  // of all files, ascending
  std::string opening_note;
  Opening opening;
  std::string certificate_note;            // empty where there is none
  std::optional<Certificate> certificate;  // nothing where there is none, or a malformed one
  std::string peel_note;                   // the same of the peel note
  std::optional<Peel> peel;
  std::string closing_note;                // empty while it is not closed
  std::optional<Closing> closing;          // nothing while it is not closed, or where the note is malformed
  std::string closing_problem;             // how it is malformed
  std::vector<ChunkName> chunk_files;      // ascending
  std::vector<std::string> strange_files;  // that docs/recording.md does not name

  bool has(std::string_view name) const;  // among names
  // Whether there is a closing note, be it a good one or not. An empty one counts as none.
  bool has_closing() const { return !closing_note.empty() || !closing_problem.empty(); }
};

// kPermanent where `files` are no recording's, or one of version 0; kCorrupt where the opening note is
// malformed.
Result<Contents> read_contents(const RecordingFiles& files);

// Its chunks as the closing note lists them, or, where there is none, the journal: all but a last one whose
// file never came. kCorrupt where neither can be read. The journal's signatures are the key's that the
// opening note states; whether that is a recording's key at all is for recording/verify.
Result<std::vector<ChunkRecord>> listed_chunks(const Contents& contents, const RecordingFiles& files);

}  // namespace insyn::recording
