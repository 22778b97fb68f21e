#include "calls/carrier/message.h"

#include "json/members.h"

namespace insyn::calls {
namespace {

using json::Json;
using json::Members;

constexpr std::size_t kNonceDigits = 2 * std::tuple_size_v<Nonce>;
constexpr Reach kReaches[] = {Reach::kSource, Reach::kServer, Reach::kNothing};

Json json_of(const Asked& asked) {
  return {{"source", asked.source}, {"call", asked.call}, {"leg", asked.leg}, {"nonce", to_hex(asked.nonce)}};
}

struct ToJson {
  Json operator()(const Wanted& wanted) const {
    return {{"wanted", {{"numbers", wanted.numbers}, {"sources", wanted.sources}}}};
  }
  Json operator()(const Asked& asked) const { return {{"ask", json_of(asked)}}; }
  Json operator()(const CarriedStatement& statement) const { return {{"statement", statement.note}}; }
  Json operator()(const CarriedAnswer& answer) const { return {{"answer", answer.note}}; }
  Json operator()(const CarrierReach& reach) const {
    return {{"reach", {{"source", reach.source}, {"to", name_of(reach.reach)}}}};
  }
};

Result<Nonce> nonce_in(const std::string& digits) {
  TRY_ASSIGN(const Bytes bytes, from_hex(digits));
  if (bytes.size() != std::tuple_size_v<Nonce> || to_hex(bytes) != digits)
    return fail(Code::kBadPeer, "“nonce” is not 32 hexadecimal digits in small letters");
  Nonce nonce{};
  std::copy(bytes.begin(), bytes.end(), nonce.begin());
  return nonce;
}

// Within the bounds of a statement's fields.
Result<std::string> word(Members& members, const char* name, std::size_t limit) {
  std::optional<std::string> text = members.text(name, limit);
  if (!text)
    return fail(Code::kBadPeer, "“{}” is missing, or is not a text of at most {} bytes", name, limit);
  if (const Status good = check_word(*text, limit); !good)
    return fail(Code::kBadPeer, "“{}” is malformed", name);
  return *std::move(text);
}

Result<std::vector<std::string>> words(Members& members, const char* name, std::size_t most,
                                       std::size_t limit) {
  std::optional<std::vector<std::string>> texts = members.texts(name, most, limit);
  if (!texts)
    return fail(Code::kBadPeer, "“{}” is missing, or is not a list of at most {} texts", name, most);
  for (const std::string& text : *texts)
    if (!check_word(text, limit)) return fail(Code::kBadPeer, "“{}” has a malformed text", name);
  return *std::move(texts);
}

Result<Wanted> wanted_in(Members members) {
  TRY_ASSIGN(auto numbers, words(members, "numbers", kMostNumbers, kLongestNumber));
  TRY_ASSIGN(auto sources, words(members, "sources", kMostSources, kLongestSource));
  TRY(members.finish());
  return Wanted{std::move(numbers), std::move(sources)};
}

Result<Asked> asked_in(Members members) {
  Asked asked;
  TRY_ASSIGN(asked.source, word(members, "source", kLongestSource));
  TRY_ASSIGN(asked.call, word(members, "call", kLongestCall));
  TRY_ASSIGN(asked.leg, word(members, "leg", kLongestLeg));
  TRY_ASSIGN(const std::string digits, word(members, "nonce", kNonceDigits));
  TRY_ASSIGN(asked.nonce, nonce_in(digits));
  TRY(members.finish());
  return asked;
}

Result<CarrierReach> reach_in(Members members) {
  CarrierReach reach;
  TRY_ASSIGN(reach.source, word(members, "source", kLongestSource));
  TRY_ASSIGN(const std::string to, word(members, "to", kLongestSource));
  TRY(members.finish());
  const std::optional<Reach> found = parse_reach(to);
  if (!found) return fail(Code::kBadPeer, "“to” is none of “source”, “server” and “nothing”");
  reach.reach = *found;
  return reach;
}

}  // namespace

const char* name_of(Reach reach) {
  switch (reach) {
    case Reach::kSource:
      return "source";
    case Reach::kServer:
      return "server";
    case Reach::kNothing:
      return "nothing";
  }
  return "";
}

std::optional<Reach> parse_reach(std::string_view name) {
  for (const Reach one : kReaches)
    if (name == name_of(one)) return one;
  return std::nullopt;
}

std::string text_of(const Asked& asked) { return json::line_of(json_of(asked)); }

Result<Asked> parse_asked(std::string_view text) {
  TRY_ASSIGN(Members members, Members::parse(text));
  return asked_in(std::move(members));
}

std::string line_of(const FromRecorder& message) { return json::line_of(std::visit(ToJson(), message)); }
std::string line_of(const FromCarrier& message) { return json::line_of(std::visit(ToJson(), message)); }

Result<FromRecorder> parse_from_recorder(std::string_view line) {
  TRY_ASSIGN(Members members, Members::parse(line));
  std::optional<Members> wanted = members.object("wanted");
  std::optional<Members> asked = members.object("ask");
  TRY(members.finish());
  if (wanted.has_value() == asked.has_value()) return fail(Code::kBadPeer, "neither “wanted” nor “ask”");
  if (wanted) return wanted_in(*std::move(wanted));
  return asked_in(*std::move(asked));
}

Result<FromCarrier> parse_from_carrier(std::string_view line) {
  TRY_ASSIGN(Members members, Members::parse(line));
  std::optional<std::string> statement = members.lines("statement", kLargestCallNote);
  std::optional<std::string> answer = members.lines("answer", kLargestCallNote);
  std::optional<Members> reach = members.object("reach");
  TRY(members.finish());
  if (statement.has_value() + answer.has_value() + reach.has_value() != 1)
    return fail(Code::kBadPeer, "none of “statement”, “answer” and “reach”");
  if (statement) return CarriedStatement{*std::move(statement)};
  if (answer) return CarriedAnswer{*std::move(answer)};
  return reach_in(*std::move(reach));
}

}  // namespace insyn::calls
