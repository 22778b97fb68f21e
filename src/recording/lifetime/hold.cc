#include "recording/lifetime/hold.h"

#include "note/note.h"
#include "recording/format/layout.h"
#include "recording/format/note_text.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kHoldHead = "insyn recording hold 1";

}  // namespace

std::string text_of(const Hold& hold) {
  return fmt::format("{}\nid {}\nuntil {}\nbecause {}\n", kHoldHead, hold.id, to_text(hold.until),
                     hold.because);
}

Result<Hold> parse_hold(std::string_view text) {
  Hold hold;
  TRY(read_lines(text, kHoldHead, [&](std::string_view key, std::string_view value) -> Status {
    if (key == "id") return take_text(value, hold.id);
    if (key == "until") return take_time(value, hold.until);
    if (key == "because") return take_text(value, hold.because);
    return fail(Code::kCorrupt, "a line that does not belong here");
  }));
  if (!is_recording_id(hold.id)) return fail(Code::kCorrupt, "it names no recording");
  if (hold.because.empty()) return fail(Code::kCorrupt, "it does not say why");
  TRY(expect_same(text, text_of(hold)));
  return hold;
}

Result<Hold> verify_hold(std::string_view note, const std::vector<note::PublicKeys>& parties) {
  if (note.size() > kLargestHoldNote) return fail(Code::kCorrupt, "the hold is too long");
  TRY_ASSIGN(const note::Note parsed, note::parse(note));
  if (parties.empty()) return fail(Code::kDenied, "nobody could sign the hold");
  for (const note::PublicKeys& party : parties) {
    if (!party.verifier) return fail(Code::kDenied, "{} has no key that signs", party.name);
    TRY_ASSIGN(const bool has_signed, note::is_signed_by(parsed, *party.verifier));
    if (!has_signed) return fail(Code::kDenied, "the hold is not signed by {}", party.name);
  }
  return parse_hold(parsed.text);
}

}  // namespace insyn::recording
