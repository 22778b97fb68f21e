#include "recording/note_text.h"
#include "recording/notes.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kHead = "insyn recording closing 0";
constexpr std::uint64_t kMost = std::uint64_t{1} << 62;

constexpr EndReason kReasons[] = {
    EndReason::kStopped,      EndReason::kTimeIsUp,     EndReason::kLongestCall, EndReason::kAgreementEnded,
    EndReason::kDisplayLost,  EndReason::kDiskFull,     EndReason::kCallEnded,   EndReason::kCallLost,
    EndReason::kClockSetBack, EndReason::kRecorderLost, EndReason::kFault};

Result<EndReason> parse_reason(std::string_view name) {
  for (const EndReason reason : kReasons) {
    if (name == name_of(reason)) return reason;
  }
  return fail(Code::kCorrupt, "there is no such reason to end");
}

Result<Tally> parse_tally(std::string_view& rest) {
  Tally tally;
  TRY_ASSIGN(tally.times, parse_number(take_word(rest), kMost));
  TRY_ASSIGN(tally.pixels, parse_number(take_word(rest), kMost));
  return tally;
}

Result<track::Withheld> parse_withheld(std::string_view name) {
  for (int number = 0; number < 256; ++number) {
    const auto reason = track::withheld_of(static_cast<std::uint8_t>(number));
    if (reason && name == track::name_of(*reason)) return *reason;
  }
  return fail(Code::kCorrupt, "there is no such reason to withhold");
}

Result<ChunkRecord> parse_chunk_of(ChunkKind kind, std::string_view text) {
  ChunkRecord chunk;
  chunk.kind = kind;
  TRY_ASSIGN(const std::uint64_t index, parse_number(take_word(text), kMostChunks - 1));
  chunk.index = static_cast<std::uint32_t>(index);
  TRY_ASSIGN(chunk.sha256, parse_digest(take_word(text)));
  TRY_ASSIGN(chunk.length, parse_number(text, kLargestChunkFile));
  return chunk;
}

std::optional<ChunkKind> chunk_kind(std::string_view name) {
  for (const ChunkKind kind : {ChunkKind::kTrack, ChunkKind::kEvents}) {
    if (name == name_of(kind)) return kind;
  }
  return std::nullopt;
}

Status take_withheld(std::string_view value, Closing& closing) {
  TRY_ASSIGN(const Tally tally, parse_tally(value));
  TRY_ASSIGN(const track::Withheld reason, parse_withheld(value));
  closing.balance.withheld[reason] = tally;
  return {};
}

Status take_chunk(ChunkKind kind, std::string_view value, Closing& closing) {
  TRY_ASSIGN(const ChunkRecord chunk, parse_chunk_of(kind, value));
  if (chunk.index != closing.chunks.size()) return fail(Code::kCorrupt, "the chunks are not in order");
  closing.chunks.push_back(chunk);
  return {};
}

Status take(std::string_view key, std::string_view value, Closing& closing, std::uint64_t& count) {
  if (key == "id") {
    if (!is_recording_id(value)) return fail(Code::kCorrupt, "not a recording's id");
    closing.id = value;
  } else if (key == "end") {
    TRY_ASSIGN(closing.end, parse_utc(value));
  } else if (key == "duration-ms") {
    TRY_ASSIGN(const std::uint64_t duration, parse_number(value, kMost));
    closing.duration = track::TrackTime(static_cast<std::int64_t>(duration));
  } else if (key == "reason") {
    TRY_ASSIGN(closing.reason, parse_reason(value));
  } else if (key == "kept") {
    TRY_ASSIGN(closing.balance.kept, parse_tally(value));
  } else if (key == "withheld") {
    return take_withheld(value, closing);
  } else if (key == "chunks") {
    TRY_ASSIGN(count, parse_number(value, kMostChunks));
  } else if (const auto kind = chunk_kind(key)) {
    return take_chunk(*kind, value, closing);
  } else {
    return fail(Code::kCorrupt, "a closing note has no such line");
  }
  return {};
}

std::string text_of(const Balance& balance) {
  std::string text = fmt::format("kept {} {}\n", balance.kept.times, balance.kept.pixels);
  for (const auto& entry : balance.withheld) {
    text += fmt::format("withheld {} {} {}\n", entry.second.times, entry.second.pixels,
                        track::name_of(entry.first));
  }
  return text;
}

}  // namespace

const char* name_of(EndReason reason) {
  switch (reason) {
    case EndReason::kStopped:
      return "stopped";
    case EndReason::kTimeIsUp:
      return "time-is-up";
    case EndReason::kLongestCall:
      return "longest-call";
    case EndReason::kAgreementEnded:
      return "agreement-ended";
    case EndReason::kDisplayLost:
      return "display-lost";
    case EndReason::kDiskFull:
      return "disk-full";
    case EndReason::kCallEnded:
      return "call-ended";
    case EndReason::kCallLost:
      return "call-lost";
    case EndReason::kClockSetBack:
      return "clock-set-back";
    case EndReason::kRecorderLost:
      return "recorder-lost";
    case EndReason::kFault:
      return "fault";
  }
  return "unknown";
}

std::string text_of(const ChunkRecord& chunk) {
  return fmt::format("{} {:06} {} {}", name_of(chunk.kind), chunk.index, to_hex(chunk.sha256), chunk.length);
}

Result<ChunkRecord> parse_chunk_record(std::string_view text) {
  const auto kind = chunk_kind(take_word(text));
  if (!kind) return fail(Code::kCorrupt, "neither a chunk nor events");
  return parse_chunk_of(*kind, text);
}

std::string text_of(const Closing& closing) {
  std::string text = fmt::format("{}\nid {}\nend {}\nduration-ms {}\nreason {}\n", kHead, closing.id,
                                 to_text(closing.end), closing.duration.count(), name_of(closing.reason));
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
    return fail(Code::kCorrupt, "the closing note lists {} chunks and says {}", closing.chunks.size(), count);
  TRY(expect_same(text, text_of(closing)));
  return closing;
}

}  // namespace insyn::recording
