#include "opening/answer_note.h"

#include "recording/format/layout.h"
#include "recording/format/note_text.h"

namespace insyn::opening {
namespace {

using recording::take_digest;
using recording::take_number;
using recording::take_text;
using recording::take_time;

constexpr std::string_view kApprovalHead = "insyn opening approval 1";
constexpr std::string_view kRefusalHead = "insyn opening refusal 1";
constexpr std::uint64_t kMostEntries = std::uint64_t{1} << 62;

Status take_by(std::string_view value, Approval& approval) {
  const auto by = ledger::value_named<ledger::ApprovedBy>(value);
  if (!by) return fail(Code::kCorrupt, "neither person nor rules");
  approval.by = *by;
  return {};
}

Status take(std::string_view key, std::string_view value, Approval& approval) {
  if (key == "request-sha256") return take_digest(value, approval.request);
  if (key == "recording") return take_text(value, approval.recording);
  if (key == "entry") return take_number(value, kMostEntries, approval.entry);
  if (key == "by") return take_by(value, approval);
  if (key == "rules-sha256") return take_digest(value, approval.rules);
  if (key == "checkpoint-size") return take_number(value, kMostEntries, approval.checkpoint_size);
  if (key == "checkpoint-root") return take_digest(value, approval.checkpoint_root);
  if (key == "checkpoint-time") return take_time(value, approval.checkpoint_time);
  if (key == "time") return take_time(value, approval.time);
  return fail(Code::kCorrupt, "unknown line in an approval");
}

Status take(std::string_view key, std::string_view value, Refusal& refusal) {
  if (key == "request-sha256") return take_digest(value, refusal.request);
  if (key == "recording") return take_text(value, refusal.recording);
  if (key == "entry") return take_number(value, kMostEntries, refusal.entry);
  if (key == "because") return take_text(value, refusal.because);
  if (key == "time") return take_time(value, refusal.time);
  return fail(Code::kCorrupt, "unknown line in a refusal");
}

Status check_complete(const Approval& approval) {
  if (!recording::is_recording_id(approval.recording)) return fail(Code::kCorrupt, "not a recording id");
  if (approval.rules.has_value() != (approval.by == ledger::ApprovedBy::kRules))
    return fail(Code::kCorrupt, "an approval names the rules where it was made by rules, and only there");
  if (approval.entry >= approval.checkpoint_size)
    return fail(Code::kCorrupt, "the request's entry is not covered by the checkpoint");
  return {};
}

Status check_complete(const Refusal& refusal) {
  if (!recording::is_recording_id(refusal.recording)) return fail(Code::kCorrupt, "not a recording id");
  if (refusal.because.empty()) return fail(Code::kCorrupt, "a refusal says why");
  return {};
}

template <class Answer>
Result<Answer> parse(std::string_view text, std::string_view head) {
  Answer answer;
  TRY(recording::read_lines(
      text, head, [&](std::string_view key, std::string_view value) { return take(key, value, answer); }));
  TRY(check_complete(answer));
  TRY(recording::expect_same(text, text_of(answer)));
  return answer;
}

}  // namespace

std::string text_of(const Approval& approval) {
  std::string text =
      fmt::format("{}\nrequest-sha256 {}\nrecording {}\nentry {}\nby {}\n", kApprovalHead,
                  to_hex(approval.request), approval.recording, approval.entry, name_of(approval.by));
  if (approval.rules) text += fmt::format("rules-sha256 {}\n", to_hex(*approval.rules));
  text += fmt::format("checkpoint-size {}\ncheckpoint-root {}\ncheckpoint-time {}\ntime {}\n",
                      approval.checkpoint_size, to_hex(approval.checkpoint_root),
                      to_text(approval.checkpoint_time), to_text(approval.time));
  return text;
}

std::string text_of(const Refusal& refusal) {
  return fmt::format("{}\nrequest-sha256 {}\nrecording {}\nentry {}\nbecause {}\ntime {}\n", kRefusalHead,
                     to_hex(refusal.request), refusal.recording, refusal.entry, refusal.because,
                     to_text(refusal.time));
}

Result<Approval> parse_approval(std::string_view text) { return parse<Approval>(text, kApprovalHead); }

Result<Refusal> parse_refusal(std::string_view text) { return parse<Refusal>(text, kRefusalHead); }

}  // namespace insyn::opening
