// What the union and reviewers sign about opening, read from outside.
#include <cstdlib>

#include "note/note.h"
#include "opening/answer_note.h"
#include "opening/request_note.h"
#include "opening/rules_note.h"

namespace {

using namespace insyn;

// Each has one way to be written, so what parses must come out the same again.
template <class T>
bool goes_both_ways(std::string_view text, Result<T> (*parse)(std::string_view)) {
  const auto parsed = parse(text);
  if (parsed && opening::text_of(*parsed) != text) std::abort();
  return parsed.has_value();
}

void all_go_both_ways(std::string_view text) {
  const int parsed =
      goes_both_ways(text, &opening::parse_request) + goes_both_ways(text, &opening::parse_approval) +
      goes_both_ways(text, &opening::parse_refusal) + goes_both_ways(text, &opening::parse_rules);
  if (parsed > 1) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of(ByteView(data, size));
  all_go_both_ways(text);
  if (const auto note = note::parse(text)) all_go_both_ways(note->text);
  return 0;
}
