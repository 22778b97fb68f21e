#include <algorithm>

#include "control/json.h"
#include "control/message.h"

namespace insyn::control {
namespace {

constexpr Verb kVerbs[] = {Verb::kHello,  Verb::kBegin, Verb::kHold,     Verb::kResume,
                           Verb::kEnd,    Verb::kPause, Verb::kUnpause,  Verb::kDiscard,
                           Verb::kStatus, Verb::kWatch, Verb::kIndicate, Verb::kPainted};
constexpr std::size_t kMostSides = 4 * BorderOrder::kMostWindows;
constexpr std::size_t kLongestText = 500;  // as a recording's notes hold

bool is_about_a_call(Verb verb) {
  return verb == Verb::kBegin || verb == Verb::kHold || verb == Verb::kResume || verb == Verb::kEnd;
}

Result<Verb> parse_verb(const std::optional<std::string>& name) {
  if (!name) return fail(Code::kBadPeer, "“do” is missing, or is not a text");
  const auto* found =
      std::find_if(std::begin(kVerbs), std::end(kVerbs), [&](Verb verb) { return *name == name_of(verb); });
  if (found == std::end(kVerbs)) return fail(Code::kBadPeer, "unknown request");
  return *found;
}

// Spaces at an end could not be told apart in a note.
bool is_word(const std::string& text) {
  return !text.empty() && text.front() != ' ' && text.back() != ' ' && text.size() <= kLongestText;
}

Status check(const Request& request, bool version_given) {
  if (request.verb == Verb::kHello && !version_given) {
    return fail(Code::kBadPeer, "“version” is missing");
  }
  if (is_about_a_call(request.verb) && !is_word(request.call)) {
    return fail(Code::kBadPeer, "“call” must be 1 to 500 bytes without a space at either end");
  }
  if (!request.kind.empty() && !is_word(request.kind)) {
    return fail(Code::kBadPeer, "“kind” must be 1 to 500 bytes without a space at either end");
  }
  return {};
}

}  // namespace

const char* name_of(Verb verb) {
  switch (verb) {
    case Verb::kHello:
      return "hello";
    case Verb::kBegin:
      return "begin";
    case Verb::kHold:
      return "hold";
    case Verb::kResume:
      return "resume";
    case Verb::kEnd:
      return "end";
    case Verb::kPause:
      return "pause";
    case Verb::kUnpause:
      return "unpause";
    case Verb::kDiscard:
      return "discard";
    case Verb::kStatus:
      return "status";
    case Verb::kWatch:
      return "watch";
    case Verb::kIndicate:
      return "indicate";
    case Verb::kPainted:
      return "painted";
  }
  return "unknown";
}

Result<Request> parse_request(std::string_view line) {
  if (line.size() >= kLongestLine) return fail(Code::kBadPeer, "the line is too long");
  TRY_ASSIGN(Members members, Members::parse(line));
  Request request;
  TRY_ASSIGN(request.verb, parse_verb(members.text("do", kLongestText)));
  bool version_given = false;
  if (request.verb == Verb::kHello) {
    const auto version = members.number("version");
    version_given = version.has_value();
    request.version = static_cast<int>(std::min<std::int64_t>(version.value_or(0), 1'000'000));
  }
  if (is_about_a_call(request.verb)) request.call = members.text("call", kLongestText).value_or("");
  if (request.verb == Verb::kBegin) {
    request.kind = members.text("kind", kLongestText).value_or("");
    request.bound = members.truth("bound").value_or(false);
  }
  if (request.verb == Verb::kDiscard)
    request.recording = members.text("recording", kLongestText).value_or("");
  if (request.verb == Verb::kPainted) {
    TRY_ASSIGN(request.challenge,
               indicator::parse_challenge(members.text("challenge", kLongestText).value_or("")));
    const auto largest = static_cast<std::uint64_t>(indicator::kLargestWindowId);
    const auto sides = members.numbers("windows", kMostSides, largest);
    for (const std::uint64_t side : sides.value_or(std::vector<std::uint64_t>()))
      request.sides.push_back(indicator::WindowId{side});
  }
  TRY(members.finish());
  TRY(check(request, version_given));
  return request;
}

std::string line_of(const Request& request) {
  Json json = {{"do", name_of(request.verb)}};
  if (request.verb == Verb::kHello) json["version"] = request.version;
  if (is_about_a_call(request.verb)) json["call"] = request.call;
  if (!request.kind.empty()) json["kind"] = request.kind;
  if (request.bound) json["bound"] = true;
  if (!request.recording.empty()) json["recording"] = request.recording;
  if (request.verb == Verb::kPainted) {
    json["challenge"] = indicator::challenge_text(request.challenge);
    json["windows"] = request.sides;
  }
  return line_of(json);
}

}  // namespace insyn::control
