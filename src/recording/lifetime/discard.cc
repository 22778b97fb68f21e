#include "recording/lifetime/discard.h"

#include "recording/format/layout.h"
#include "recording/format/note_text.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kDiscardHead = "insyn recording discard 1";

}  // namespace

std::string text_of(const DiscardOrder& order) {
  return fmt::format("{}\nid {}\nagent {}\ntime {}\n", kDiscardHead, order.id, order.agent,
                     to_text(order.time));
}

Result<DiscardOrder> parse_discard(std::string_view text) {
  DiscardOrder order;
  TRY(read_lines(text, kDiscardHead, [&](std::string_view key, std::string_view value) -> Status {
    if (key == "id") return take_text(value, order.id);
    if (key == "agent") return take_text(value, order.agent);
    if (key == "time") return take_time(value, order.time);
    return fail(Code::kCorrupt, "a line that does not belong here");
  }));
  if (!is_recording_id(order.id)) return fail(Code::kCorrupt, "it names no recording");
  if (order.agent.empty()) return fail(Code::kCorrupt, "it names no agent");
  TRY(expect_same(text, text_of(order)));
  return order;
}

Result<DiscardOrder> verify_discard(std::string_view note, std::span<const note::Verifier> keys) {
  if (note.size() > kLargestDiscardNote) return fail(Code::kCorrupt, "the discard is too long");
  for (const note::Verifier& key : keys) {
    if (const auto text = verified_text(note, key)) return parse_discard(*text);
  }
  return fail(Code::kDenied, "the discard is not signed, once, with a key that its agent has on the roster");
}

}  // namespace insyn::recording
