#include "recording/format/call_statements.h"

#include "recording/format/layout.h"
#include "recording/format/note_text.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kStatementsHead = "insyn call statements 1\n";

// The value of the line "key value" at the beginning of `rest`, and takes the line off.
Result<std::string_view> take_line(std::string_view& rest, std::string_view key) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  if (end == std::string_view::npos || take_word(line) != key)
    return fail(Code::kCorrupt, "call statements: a line “{}” is missing", key);
  rest.remove_prefix(end + 1);
  return line;
}

Status take_note(std::string_view& rest, CallStatements& into) {
  if (into.notes.size() == kMostCallNotes)
    return fail(Code::kCorrupt, "call statements: more than {}", kMostCallNotes);
  TRY_ASSIGN(const std::string_view count, take_line(rest, "note"));
  TRY_ASSIGN(const std::uint64_t length, parse_number(count, kLargestCallNote));
  if (length == 0 || length > rest.size() || rest[length - 1] != '\n')
    return fail(Code::kCorrupt, "call statements: a note is not as long as is said");
  into.notes.emplace_back(rest.substr(0, length));
  rest.remove_prefix(length);
  return {};
}

}  // namespace

std::string text_of(const CallStatements& statements) {
  std::string text = fmt::format("{}id {}\n", kStatementsHead, statements.id);
  for (const std::string& note : statements.notes) text += fmt::format("note {}\n{}", note.size(), note);
  return text;
}

Result<CallStatements> parse_call_statements(std::string_view text) {
  if (!are_call_statements(text)) return fail(Code::kCorrupt, "no call statements");
  std::string_view rest = text.substr(kStatementsHead.size());
  CallStatements statements;
  TRY_ASSIGN(const std::string_view id, take_line(rest, "id"));
  if (!is_recording_id(id)) return fail(Code::kCorrupt, "call statements name no recording");
  statements.id = id;
  while (!rest.empty() || statements.notes.empty()) TRY(take_note(rest, statements));
  TRY(expect_same(text, text_of(statements)));
  return statements;
}

bool are_call_statements(std::string_view text) { return text.starts_with(kStatementsHead); }

}  // namespace insyn::recording
