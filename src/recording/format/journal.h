// The journal: one line per chunk, signed by the device, on the disk before the chunk itself. While a
// recording is not closed it is what proves its chunks. The closing note takes its place.
//
// "<text_of(ChunkRecord)> <base64 of the Ed25519 signature>\n"
#pragma once

#include "note/key.h"
#include "recording/format/notes.h"

namespace insyn::recording {

std::string journal_line(const ChunkRecord& chunk, std::string_view recording_id, const note::Signer& device);

struct Journal {
  std::vector<ChunkRecord> chunks;  // 0, 1, 2 …
  bool torn = false;                // its last line was being written when the recorder ended
};

// kCorrupt with the line number where a whole line is malformed, out of order, or not signed by this device
// for this recording.
Result<Journal> parse_journal(std::string_view text, std::string_view recording_id,
                              const note::Verifier& device);

}  // namespace insyn::recording
