#include "recording/format/closing_note.h"

#include "recording/format/note_text.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kHead = "insyn recording closing 0";
constexpr std::uint64_t kMost = std::uint64_t{1} << 62;

Result<Tally> parse_tally(std::string_view& rest) {
  Tally tally;
  TRY_ASSIGN(tally.times, parse_number(take_word(rest), kMost));
  TRY_ASSIGN(tally.pixels, parse_number(take_word(rest), kMost));
  return tally;
}

Status take_withheld(std::string_view value, Closing& closing) {
  TRY_ASSIGN(const Tally tally, parse_tally(value));
  const auto reason = reason::withheld_of(value);
  if (!reason) return fail(Code::kCorrupt, "unknown reason to withhold");
  closing.balance.withheld[*reason] = tally;
  return {};
}

Status take_chunk(std::string_view key, std::string_view value, Closing& closing) {
  TRY_ASSIGN(const ChunkRecord chunk, parse_chunk_record(fmt::format("{} {}", key, value)));
  if (chunk.index != closing.chunks.size()) return fail(Code::kCorrupt, "the chunks are not in order");
  closing.chunks.push_back(chunk);
  return {};
}

Status take(std::string_view key, std::string_view value, Closing& closing, std::uint64_t& count) {
  if (key == "id") {
    if (!is_recording_id(value)) return fail(Code::kCorrupt, "not a recording id");
    closing.id = value;
  } else if (key == "end") {
    TRY_ASSIGN(closing.end, parse_utc(value));
  } else if (key == "duration-ms") {
    TRY_ASSIGN(const std::uint64_t duration, parse_number(value, kMost));
    closing.duration = std::chrono::milliseconds(static_cast<std::int64_t>(duration));
  } else if (key == "reason") {
    const auto reason = reason::end_reason_of(value);
    if (!reason) return fail(Code::kCorrupt, "unknown reason to end");
    closing.reason = *reason;
  } else if (key == "kept") {
    TRY_ASSIGN(closing.balance.kept, parse_tally(value));
  } else if (key == "withheld") {
    return take_withheld(value, closing);
  } else if (key == "chunks") {
    TRY_ASSIGN(count, parse_number(value, kMostChunks));
  } else if (key == name_of(ChunkKind::kTrack) || key == name_of(ChunkKind::kEvents)) {
    return take_chunk(key, value, closing);
  } else {
    return fail(Code::kCorrupt, "unknown line in a closing note");
  }
  return {};
}

std::string text_of(const Balance& balance) {
  std::string text = fmt::format("kept {} {}\n", balance.kept.times, balance.kept.pixels);
  for (const auto& entry : balance.withheld) {
    text += fmt::format("withheld {} {} {}\n", entry.second.times, entry.second.pixels, code_of(entry.first));
  }
  return text;
}

}  // namespace

std::string text_of(const Closing& closing) {
  std::string text = fmt::format("{}\nid {}\nend {}\nduration-ms {}\nreason {}\n", kHead, closing.id,
                                 to_text(closing.end), closing.duration.count(), code_of(closing.reason));
  if (closing.reason != EndReason::kRecorderLost) text += text_of(closing.balance);
  text += fmt::format("chunks {}\n", closing.chunks.size());
  for (const ChunkRecord& chunk : closing.chunks) text += text_of(chunk) + "\n";
  return text;
}

Result<Closing> parse_closing(std::string_view text) {
  Closing closing;
  std::uint64_t count = 0;
  TRY(read_lines(text, kHead, [&](std::string_view key, std::string_view value) {
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
