// What a chunk's file has to be: a line of the closing note, and of the journal.
#pragma once

#include "base/sha256.h"
#include "recording/format/layout.h"

namespace insyn::recording {

struct ChunkRecord {
  std::uint32_t index = 0;
  Digest sha256{};
  std::uint64_t length = 0;
  ChunkKind kind = ChunkKind::kTrack;
  ChunkName name() const { return {index, kind}; }
  bool operator==(const ChunkRecord&) const = default;
};

// "chunk 000000 <sha256 in hexadecimal digits> <length>", or another kind for "chunk".
std::string text_of(const ChunkRecord& chunk);
Result<ChunkRecord> parse_chunk_record(std::string_view text);

}  // namespace insyn::recording
