#include "recording/format/end_statement.h"

#include "recording/format/layout.h"
#include "recording/format/note_text.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kEndHead = "insyn recording end 1";

Status take_tally(std::string_view& rest, Tally& into) {
  TRY(take_number(take_word(rest), kMostNumber, into.times));
  return take_number(take_word(rest), kMostNumber, into.pixels);
}

Status take_withheld(std::string_view value, EndStatement& end) {
  Tally tally;
  TRY(take_tally(value, tally));
  const auto reason = reason::withheld_of(value);
  if (!reason) return fail(Code::kCorrupt, "unknown reason to withhold");
  end.balance.withheld[*reason] = tally;
  return {};
}

template <class Duration>
Status take_duration(std::string_view value, Duration& into) {
  TRY_ASSIGN(const std::uint64_t count, parse_number(value, kMostNumber));
  into = Duration(static_cast<std::int64_t>(count));
  return {};
}

Status take_reason(std::string_view value, EndStatement& end) {
  const auto reason = reason::end_reason_of(value);
  if (!reason) return fail(Code::kCorrupt, "unknown reason to end");
  end.reason = *reason;
  return {};
}

Status take(std::string_view key, std::string_view value, EndStatement& end) {
  if (key == "id") return take_text(value, end.id);
  if (key == "end") return take_time(value, end.end);
  if (key == "end-monotonic-us") return take_duration(value, end.end_mono);
  if (key == "duration-ms") return take_duration(value, end.duration);
  if (key == "reason") return take_reason(value, end);
  if (key == "kept") return take_tally(value, end.balance.kept);
  if (key == "withheld") return take_withheld(value, end);
  return fail(Code::kCorrupt, "unknown line in an end statement");
}

}  // namespace

std::string text_of(const EndStatement& end) {
  std::string text =
      fmt::format("{}\nid {}\nend {}\nend-monotonic-us {}\nduration-ms {}\nreason {}\n", kEndHead, end.id,
                  to_text(end.end), end.end_mono.count(), end.duration.count(), code_of(end.reason));
  text += fmt::format("kept {} {}\n", end.balance.kept.times, end.balance.kept.pixels);
  for (const auto& [reason, tally] : end.balance.withheld)
    text += fmt::format("withheld {} {} {}\n", tally.times, tally.pixels, code_of(reason));
  return text;
}

Result<EndStatement> parse_end(std::string_view text) {
  EndStatement end;
  TRY(read_lines(text, kEndHead,
                 [&](std::string_view key, std::string_view value) { return take(key, value, end); }));
  if (!is_recording_id(end.id)) return fail(Code::kCorrupt, "the end statement names no recording");
  TRY(expect_same(text, text_of(end)));
  return end;
}

std::optional<int> withheld_percent(const Balance& balance) {
  double withheld = 0;
  for (const auto& entry : balance.withheld) withheld += static_cast<double>(entry.second.pixels);
  const double all = withheld + static_cast<double>(balance.kept.pixels);
  if (all == 0) return std::nullopt;
  return static_cast<int>(withheld / all * 10 + 0.5) * 10;
}

}  // namespace insyn::recording
