#include "recording/format/opening_note.h"

#include "recording/format/layout.h"
#include "recording/format/note_text.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kHead = "insyn recording opening 0";
constexpr std::size_t kMostApplications = 50;
constexpr int kLongestRetention = 365;

Status take_level(std::string_view value, Opening& opening) {
  for (const auto level : {agreement::Level::kMetrics, agreement::Level::kStructure,
                           agreement::Level::kMasked, agreement::Level::kFull}) {
    if (value != agreement::level_name(level)) continue;
    opening.level = level;
    return {};
  }
  return fail(Code::kCorrupt, "unknown level");
}

Status take_application(std::string_view value, Opening& opening) {
  if (opening.applications.size() == kMostApplications) return fail(Code::kCorrupt, "too many applications");
  return take_text(value, opening.applications.emplace_back());
}

Status take_moment(std::string_view key, std::string_view value, Opening& opening) {
  if (key == "start") {
    TRY_ASSIGN(opening.start, parse_utc(value));
  } else if (key == "start-monotonic-us") {
    TRY_ASSIGN(const std::uint64_t microseconds, parse_number(value, std::uint64_t{1} << 62));
    opening.start_mono = std::chrono::microseconds(static_cast<std::int64_t>(microseconds));
  } else {
    TRY_ASSIGN(const std::uint64_t days, parse_number(value, kLongestRetention));
    opening.retention_days = static_cast<int>(days);
  }
  return {};
}

Status take(std::string_view key, std::string_view value, Opening& opening) {
  if (key == "id") {
    if (!is_recording_id(value)) return fail(Code::kCorrupt, "not a recording id");
    return take_text(value, opening.id);
  }
  if (key == "agreement") return take_text(value, opening.agreement_id);
  if (key == "recipient") return take_text(value, opening.recipient);
  if (key == "workstation") return take_text(value, opening.workstation);
  if (key == "call") return take_text(value, opening.call);
  if (key == "kind") return take_text(value, opening.kind);
  if (key == "agent") return take_text(value, opening.agent);
  if (key == "application") return take_application(value, opening);
  if (key == "level") return take_level(value, opening);
  if (key == "start" || key == "start-monotonic-us" || key == "retention-days") {
    return take_moment(key, value, opening);
  }
  if (key == "agreement-sha256") {
    TRY_ASSIGN(opening.agreement_hash, parse_digest(value));
    return {};
  }
  return fail(Code::kCorrupt, "unknown line in an opening note");
}

Status check_complete(const Opening& opening) {
  for (const std::string* needed :
       {&opening.id, &opening.agreement_id, &opening.workstation, &opening.call}) {
    if (needed->empty()) return fail(Code::kCorrupt, "a line of the opening note is missing");
  }
  const bool pictures = opening.level != agreement::Level::kMetrics;
  if (pictures == opening.recipient.empty()) {
    return fail(Code::kCorrupt, "a recipient must be named if there are pictures, and only then");
  }
  if (opening.applications.empty()) return fail(Code::kCorrupt, "the opening note names no application");
  return {};
}

}  // namespace

std::string text_of(const Opening& opening) {
  std::string text = fmt::format("{}\n", kHead);
  const auto line = [&text](std::string_view key, std::string_view value) {
    text += fmt::format("{} {}\n", key, value);
  };
  line("id", opening.id);
  line("agreement", opening.agreement_id);
  line("agreement-sha256", to_hex(opening.agreement_hash));
  if (!opening.recipient.empty()) line("recipient", opening.recipient);
  line("workstation", opening.workstation);
  line("call", opening.call);
  if (!opening.kind.empty()) line("kind", opening.kind);
  if (!opening.agent.empty()) line("agent", opening.agent);
  for (const std::string& application : opening.applications) line("application", application);
  line("level", agreement::level_name(opening.level));
  line("start", to_text(opening.start));
  line("start-monotonic-us", std::to_string(opening.start_mono.count()));
  line("retention-days", std::to_string(opening.retention_days));
  return text;
}

Result<Opening> parse_opening(std::string_view text) {
  Opening opening;
  TRY(read_lines(text, kHead,
                 [&](std::string_view key, std::string_view value) { return take(key, value, opening); }));
  TRY(check_complete(opening));
  TRY(expect_same(text, text_of(opening)));
  return opening;
}

}  // namespace insyn::recording
