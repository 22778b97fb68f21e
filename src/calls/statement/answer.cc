#include "calls/statement/answer.h"

#include <algorithm>

#include "calls/statement/signed_by.h"
#include "toml/document.h"
#include "toml/table_reader.h"

namespace insyn::calls {
namespace {

constexpr auto kStates =
    std::to_array<std::pair<CallState, const char*>>({{CallState::kConnected, "connected"},
                                                      {CallState::kHeld, "held"},
                                                      {CallState::kPaused, "paused"},
                                                      {CallState::kEnded, "ended"}});
constexpr std::size_t kLongestState = 10;

std::string text_of(const Answer& answer) {
  std::string text = fmt::format(
      "insyn_call_answer = 1\nsource = {}\nnonce = \"{}\"\ncall = {}\nleg = {}\nagent = {}\nstate = \"{}\"\n",
      toml::quoted(answer.source), to_hex(answer.nonce), toml::quoted(answer.call), toml::quoted(answer.leg),
      toml::quoted(answer.agent), code_of(answer.state));
  if (answer.state == CallState::kEnded) text += fmt::format("ended_ms = {}\n", answer.ended_ago.count());
  return text + fmt::format("last = {}\n", answer.last);
}

Result<Nonce> read_nonce(toml::TableReader& fields) {
  Nonce nonce{};
  TRY_ASSIGN(const std::string text, fields.string("nonce", 2 * nonce.size()));
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != nonce.size())
    return toml::invalid(fields.line(), "nonce", "must be {} hexadecimal digits", 2 * nonce.size());
  std::copy(bytes->begin(), bytes->end(), nonce.begin());
  return nonce;
}

Status read_state(toml::TableReader& fields, Answer& answer) {
  TRY_ASSIGN(const std::string code, fields.string("state", kLongestState));
  const auto* found =
      std::find_if(kStates.begin(), kStates.end(), [&](const auto& s) { return s.second == code; });
  if (found == kStates.end()) return toml::invalid(fields.line(), "state", "is none that there is");
  answer.state = found->first;
  if (answer.state != CallState::kEnded) return {};
  TRY_ASSIGN(const std::int64_t ago, fields.integer("ended_ms", {0, kLongestEnded.count()}));
  answer.ended_ago = std::chrono::milliseconds(ago);
  return {};
}

Result<Answer> parse_answer(std::string_view text) {
  TRY_ASSIGN(const toml::Value top, toml::parse(text));
  toml::TableReader fields(top, "");
  Answer answer;
  TRY(fields.integer("insyn_call_answer", {1, 1}));
  TRY_ASSIGN(answer.source, fields.name("source", kLongestSource));
  TRY_ASSIGN(answer.nonce, read_nonce(fields));
  TRY_ASSIGN(answer.call, read_word(fields, "call", kLongestCall));
  TRY_ASSIGN(answer.leg, read_word(fields, "leg", kLongestLeg));
  TRY_ASSIGN(answer.agent, fields.name("agent", kLongestNumber));
  TRY(read_state(fields, answer));
  TRY_ASSIGN(answer.last, read_sequence(fields, "last", 1));
  TRY(fields.finish());
  if (text != text_of(answer)) return fail(Code::kCorrupt, "it is not in the form that the format demands");
  return answer;
}

}  // namespace

Nonce random_nonce() {
  Nonce nonce{};
  const Bytes bytes = random_bytes(nonce.size());
  std::copy(bytes.begin(), bytes.end(), nonce.begin());
  return nonce;
}

const char* code_of(CallState state) {
  return std::find_if(kStates.begin(), kStates.end(), [&](const auto& s) { return s.first == state; })
      ->second;
}

Result<std::string> answer_text(const Answer& answer) {
  std::string text = text_of(answer);
  auto read = parse_answer(text);
  if (!read) return fail(Code::kPermanent, "no call answer: {}", read.error().message);
  if (*read != answer) return fail(Code::kPermanent, "no call answer: a value cannot stand in it");
  return text;
}

Result<std::string> sign_answer(const Answer& answer, const note::Signer& signer) {
  TRY_ASSIGN(const std::string text, answer_text(answer));
  return note::sign(text, signer);
}

Result<Answer> verify_answer(std::string_view note, std::span<const agreement::CallSource> sources) {
  TRY_ASSIGN(const SignedText opened, open_signed(note, sources));
  auto answer = parse_answer(opened.text);
  if (!answer) return in_context("the call source's answer", std::move(answer).error());
  if (answer->source != opened.source->name)
    return fail(Code::kDenied, "the call source {} has signed in the name of another", opened.source->name);
  return answer;
}

}  // namespace insyn::calls
