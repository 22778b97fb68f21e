#include "recording/format/journal.h"

#include "recording/format/note_text.h"

namespace insyn::recording {
namespace {

// What the device signs of a chunk: never mistaken for another recording's, or for a note.
std::string signed_text(const ChunkRecord& chunk, std::string_view recording_id) {
  return fmt::format("insyn chunk journal 0\n{}\n{}\n", recording_id, text_of(chunk));
}

Result<ChunkRecord> parse_line(std::string_view line, std::string_view recording_id,
                               const note::Verifier* device) {
  const std::size_t space = line.rfind(' ');
  if (space == std::string_view::npos) return fail(Code::kCorrupt, "not a journal line");
  TRY_ASSIGN(const ChunkRecord chunk, parse_chunk_record(line.substr(0, space)));
  TRY_ASSIGN(const Bytes signature, from_base64(line.substr(space + 1), Padding::kRequired));
  if (text_of(chunk) != line.substr(0, space))
    return fail(Code::kCorrupt, "not in the form that the format demands");
  if (device != nullptr && !device->fits(signed_text(chunk, recording_id), signature)) {
    return fail(Code::kCorrupt, "not signed by the device for this recording");
  }
  return chunk;
}

}  // namespace

std::string journal_line(const ChunkRecord& chunk, std::string_view recording_id,
                         const note::Signer& device) {
  const Bytes signature = device.sign(signed_text(chunk, recording_id));
  return fmt::format("{} {}\n", text_of(chunk), to_base64(signature, Padding::kRequired));
}

Result<Journal> parse_journal(std::string_view text, std::string_view recording_id,
                              const note::Verifier* device) {
  Journal journal;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) {
      journal.torn = true;
      break;
    }
    Result<ChunkRecord> chunk = parse_line(text.substr(0, end), recording_id, device);
    if (!chunk) return in_context(fmt::format("line {}", number), std::move(chunk).error());
    if (chunk->index != journal.chunks.size()) {
      return fail(Code::kCorrupt, "line {}: the chunks are not in order", number);
    }
    journal.chunks.push_back(*chunk);
    text.remove_prefix(end + 1);
  }
  return journal;
}

}  // namespace insyn::recording
