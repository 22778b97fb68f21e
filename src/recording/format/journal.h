// The journal: one line per chunk, on the disk before the chunk itself, each signed by the recording's key
// over all lines before it. While a recording is not closed it is what proves its chunks, and where a crash
// left it open it stays so. The closing note takes its place.
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

// What the lines of one recording's journal are signed over, one after the other.
class JournalChain {
 public:
  explicit JournalChain(std::string_view recording_id) : id_(recording_id) {}

  // What the next line's signature is over: a head, the id, the SHA-256 of all lines before, and the record.
  std::string signed_text(const ChunkRecord& chunk) const;
  // The next line, with its line end, is this one.
  void add(std::string_view line) { lines_.add(view_of(line)); }
  // The next line, signed; it is added.
  std::string next_line(const ChunkRecord& chunk, const note::Signer& key);

 private:
  std::string id_;
  Sha256 lines_;
};

struct Journal {
  std::vector<ChunkRecord> chunks;  // 0, 1, 2 …
  bool torn = false;                // its last line was being written when the recorder ended
};

// kCorrupt with the line number where a whole line is malformed, out of order, or not signed by `key`, the
// recording's, over all lines before it.
Result<Journal> parse_journal(std::string_view text, std::string_view recording_id,
                              const note::Verifier& key);

}  // namespace insyn::recording
