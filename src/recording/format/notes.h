// The two notes that the device signs: how a recording began and how it ended. Their texts are lines of
// "key value" in a fixed order; docs/recording.md describes them byte for byte.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "agreement/terms.h"
#include "base/clock.h"
#include "base/sha256.h"
#include "note/note.h"
#include "reason/end_reason.h"
#include "reason/withheld.h"
#include "recording/format/layout.h"

namespace insyn::recording {

struct Opening {
  std::string id;
  std::string agreement_id;
  Digest agreement_hash{};
  std::string recipient;    // "age1…", the recording's own; empty where no pictures are made
  std::string workstation;  // the device's name
  std::string call;
  std::string kind;                       // question kind; may be empty
  std::string agent;                      // "age1…" where the agent has a key; may be empty
  std::vector<std::string> applications;  // by the agreement's names, at least one
  agreement::Level level = agreement::Level::kFull;
  Utc start{};
  std::chrono::microseconds start_mono{0};  // of the workstation's monotonic clock
  int retention_days = 0;                   // as agreed; counted from the start
  bool operator==(const Opening&) const = default;
};

// What a chunk file has to be.
struct ChunkRecord {
  std::uint32_t index = 0;
  Digest sha256{};
  std::uint64_t length = 0;
  ChunkKind kind = ChunkKind::kTrack;
  ChunkName name() const { return {index, kind}; }
  bool operator==(const ChunkRecord&) const = default;
};

// "chunk 000000 <sha256 in hexadecimal digits> <length>", or with "events" for "chunk".
std::string text_of(const ChunkRecord& chunk);
Result<ChunkRecord> parse_chunk_record(std::string_view text);

using reason::EndReason;

// How often, and how many pixels together.
struct Tally {
  std::uint64_t times = 0;
  std::uint64_t pixels = 0;
  bool operator==(const Tally&) const = default;
};
struct Balance {
  Tally kept;
  std::map<reason::Withheld, Tally> withheld;
  bool operator==(const Balance&) const = default;
};

struct Closing {
  std::string id;
  Utc end{};
  std::chrono::milliseconds duration{0};
  EndReason reason = EndReason::kStopped;
  Balance balance;                  // unknown, and not written, where the reason is kRecorderLost
  std::vector<ChunkRecord> chunks;  // 0, 1, 2 …
  bool operator==(const Closing&) const = default;
};

std::string text_of(const Opening& opening);
std::string text_of(const Closing& closing);

// kCorrupt with the line number and the reason where the text is not exactly what text_of() would write.
Result<Opening> parse_opening(std::string_view text);
Result<Closing> parse_closing(std::string_view text);

// The note's text, where it has exactly one signature and that is the device's. kDenied names whose it lacks.
Result<std::string> verified_text(std::string_view note, const note::Verifier& device);

// Whether `value` may stand in a note: UTF-8 of 1 to 500 bytes without control characters, no space at either
// end.
bool fits_in_note(std::string_view value);

}  // namespace insyn::recording
