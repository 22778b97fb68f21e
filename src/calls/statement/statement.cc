#include "calls/statement/statement.h"

#include <algorithm>
#include <array>

#include "base/name.h"
#include "calls/statement/signed_by.h"
#include "note/note.h"
#include "toml/document.h"
#include "toml/table_reader.h"

namespace insyn::calls {
namespace {

constexpr auto kEvents = std::to_array<std::pair<Event, const char*>>({{Event::kBegin, "begin"},
                                                                       {Event::kHold, "hold"},
                                                                       {Event::kResume, "resume"},
                                                                       {Event::kEnd, "end"},
                                                                       {Event::kPause, "pause"},
                                                                       {Event::kUnpause, "unpause"}});
constexpr std::size_t kLongestEvent = 10;

// What toml::quoted() writes, or nothing for a value that is not there.
std::string optional_line(std::string_view key, const std::string& value) {
  return value.empty() ? std::string() : fmt::format("{} = {}\n", key, toml::quoted(value));
}

std::string text_of(const Statement& said) {
  std::string text = fmt::format(
      "insyn_call_statement = 1\nsource = {}\nsequence = {}\nprevious = {}\nat = {}\nevent = \"{}\"\n"
      "call = {}\nleg = {}\nagent = {}\n",
      toml::quoted(said.source), said.sequence, said.previous, to_text(said.at), code_of(said.event),
      toml::quoted(said.call), toml::quoted(said.leg), toml::quoted(said.agent));
  text += optional_line("kind", said.kind) + optional_line("queue", said.queue);
  return text + fmt::format("began = {}\n", to_text(said.began));
}

// What no single value shows.
Status check_together(const Statement& said) {
  if ((said.event == Event::kBegin) != (said.previous == 0))
    return fail(Code::kCorrupt, "previous is 0 where a call begins, and nowhere else");
  if (said.previous >= said.sequence) return fail(Code::kCorrupt, "previous is not before the sequence");
  if (said.began > said.at) return fail(Code::kCorrupt, "the call began after the statement was signed");
  return {};
}

Result<Event> read_event(toml::TableReader& fields) {
  TRY_ASSIGN(const std::string code, fields.string("event", kLongestEvent));
  const auto event = event_of(code);
  if (!event) return toml::invalid(fields.line(), "event", "is none that there is");
  return *event;
}

Result<Statement> parse_statement(std::string_view text) {
  TRY_ASSIGN(const toml::Value top, toml::parse(text));
  toml::TableReader fields(top, "");
  Statement said;
  TRY(fields.integer("insyn_call_statement", {1, 1}));
  TRY_ASSIGN(said.source, fields.name("source", kLongestSource));
  TRY_ASSIGN(said.sequence, read_sequence(fields, "sequence", 1));
  TRY_ASSIGN(said.previous, read_sequence(fields, "previous", 0));
  TRY_ASSIGN(said.at, read_time(fields, "at"));
  TRY_ASSIGN(said.event, read_event(fields));
  TRY_ASSIGN(said.call, read_word(fields, "call", kLongestCall));
  TRY_ASSIGN(said.leg, read_word(fields, "leg", kLongestLeg));
  TRY_ASSIGN(said.agent, fields.name("agent", kLongestNumber));
  TRY_ASSIGN(said.kind, read_optional_word(fields, "kind", kLongestKind));
  TRY_ASSIGN(said.queue, read_optional_word(fields, "queue", kLongestQueue));
  TRY_ASSIGN(said.began, read_time(fields, "began"));
  TRY(fields.finish());
  TRY(check_together(said));
  if (text != text_of(said)) return fail(Code::kCorrupt, "it is not in the form that the format demands");
  return said;
}

}  // namespace

const char* code_of(Event event) {
  return std::find_if(kEvents.begin(), kEvents.end(), [&](const auto& e) { return e.first == event; })
      ->second;
}

std::optional<Event> event_of(std::string_view code) {
  const auto* found =
      std::find_if(kEvents.begin(), kEvents.end(), [&](const auto& e) { return e.second == code; });
  return found == kEvents.end() ? std::nullopt : std::optional(found->first);
}

Result<std::string> statement_text(const Statement& statement) {
  std::string text = text_of(statement);
  // What would not be read is not signed: all bounds stand in one place.
  if (auto read = parse_statement(text); !read)
    return fail(Code::kPermanent, "no call statement: {}", read.error().message);
  return text;
}

Result<std::string> sign_statement(const Statement& statement, const note::Signer& signer) {
  TRY_ASSIGN(const std::string text, statement_text(statement));
  return note::sign(text, signer);
}

Result<Statement> verify_statement(std::string_view note, std::span<const agreement::CallSource> sources) {
  TRY_ASSIGN(const SignedText opened, open_signed(note, sources));
  auto said = parse_statement(opened.text);
  if (!said) return in_context("the call statement", std::move(said).error());
  if (said->source != opened.source->name)
    return fail(Code::kDenied, "the call source {} has signed in the name of another", opened.source->name);
  return said;
}

Result<Claim> read_claim(std::string_view note) {
  if (note.size() > kLargestCallNote) return fail(Code::kCorrupt, "the call source's note is too long");
  TRY_ASSIGN(const note::Note parsed, note::parse(note));
  TRY_ASSIGN(Statement claimed, parse_statement(parsed.text));
  return Claim{std::move(claimed)};
}

}  // namespace insyn::calls
