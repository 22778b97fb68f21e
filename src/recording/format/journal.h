// The journal: one line per chunk, signed by the device, on the disk before the chunk itself. While a
// recording is not closed it is what proves its chunks. The closing note takes its place.
//
// "<text_of(ChunkRecord)> <base64 of the Ed25519 signature>\n"
#pragma once

#include "note/key.h"
#include "recording/format/chunk_record.h"

namespace insyn::recording {

// As long as a line of the last chunk, with the largest length, is: its record, the signature in base64, a
// space and the line end.
inline constexpr std::size_t kLongestJournalLine =
    std::string_view("events 011799 ").size() + 64 + 1 + 9 + 1 + 88 + 1;
// A line for each chunk that there can be, and one that was being written: about 2 MiB.
inline constexpr std::size_t kLargestJournal = (kMostChunks + 1) * kLongestJournalLine;

std::string journal_line(const ChunkRecord& chunk, std::string_view recording_id, const note::Signer& device);

struct Journal {
  std::vector<ChunkRecord> chunks;  // 0, 1, 2 …
  bool torn = false;                // its last line was being written when the recorder ended
};

// kCorrupt with the line number where a whole line is malformed, out of order, or not signed by `device` for
// this recording. Without a device (nullptr) no signature is checked, and whoever may write in the recording
// may have written the journal.
Result<Journal> parse_journal(std::string_view text, std::string_view recording_id,
                              const note::Verifier* device);

}  // namespace insyn::recording
