#include "recording/format/chunk_record.h"

#include "recording/format/note_text.h"

namespace insyn::recording {
std::string text_of(const ChunkRecord& chunk) {
  return fmt::format("{} {:06} {} {}", name_of(chunk.kind), chunk.index, to_hex(chunk.sha256), chunk.length);
}

Result<ChunkRecord> parse_chunk_record(std::string_view text) {
  const auto kind = chunk_kind_of(take_word(text));
  if (!kind) return fail(Code::kCorrupt, "a kind of chunk that this version does not know");
  ChunkRecord chunk;
  chunk.kind = *kind;
  TRY_ASSIGN(const std::uint64_t index, parse_number(take_word(text), kMostChunks - 1));
  chunk.index = static_cast<std::uint32_t>(index);
  TRY_ASSIGN(chunk.sha256, parse_digest(take_word(text)));
  TRY_ASSIGN(chunk.length, parse_number(text, kLargestChunkFile));
  return chunk;
}

}  // namespace insyn::recording
