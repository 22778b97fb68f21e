#include "recording/format/closing_note.h"

#include "recording/format/note_text.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kClosingHead = "insyn recording closing 1";

Status take_chunk(std::string_view key, std::string_view value, Closing& closing) {
  TRY_ASSIGN(const ChunkRecord chunk, parse_chunk_record(fmt::format("{} {}", key, value)));
  if (chunk.index != closing.chunks.size()) return fail(Code::kCorrupt, "the chunks are not in order");
  closing.chunks.push_back(chunk);
  return {};
}

Status take_percent(std::string_view value, Closing& closing) {
  TRY_ASSIGN(const std::uint64_t percent, parse_number(value, 100));
  if (percent % 10 != 0) return fail(Code::kCorrupt, "the share withheld is told in steps of ten per cent");
  closing.withheld_percent = static_cast<int>(percent);
  return {};
}

Status take(std::string_view key, std::string_view value, Closing& closing, std::uint64_t& count) {
  if (key == "id") {
    if (!is_recording_id(value)) return fail(Code::kCorrupt, "not a recording id");
    closing.id = value;
    return {};
  }
  if (key == "withheld-percent") return take_percent(value, closing);
  if (key == "chunks") return take_number(value, kMostChunks, count);
  if (chunk_kind_of(key)) return take_chunk(key, value, closing);
  return fail(Code::kCorrupt, "unknown line in a closing note");
}

}  // namespace

std::string text_of(const Closing& closing) {
  std::string text = fmt::format("{}\nid {}\n", kClosingHead, closing.id);
  if (closing.withheld_percent) text += fmt::format("withheld-percent {}\n", *closing.withheld_percent);
  text += fmt::format("chunks {}\n", closing.chunks.size());
  for (const ChunkRecord& chunk : closing.chunks) text += text_of(chunk) + "\n";
  return text;
}

Result<Closing> parse_closing(std::string_view text) {
  Closing closing;
  std::uint64_t count = 0;
  TRY(read_lines(text, kClosingHead, [&](std::string_view key, std::string_view value) {
    return take(key, value, closing, count);
  }));
  if (closing.id.empty()) return fail(Code::kCorrupt, "the closing note names no recording");
  if (count != closing.chunks.size())
    return fail(Code::kCorrupt, "the closing note lists {} chunks, but states {}", closing.chunks.size(),
                count);
  TRY(expect_same(text, text_of(closing)));
  return closing;
}

}  // namespace insyn::recording
