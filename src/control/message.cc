#include "control/message.h"

#include <algorithm>

#include "control/line_parts.h"
#include "json/members.h"

namespace insyn::control {
using json::Json;
using json::line_of;
using json::Members;

namespace {

constexpr Verb kVerbs[] = {Verb::kHello,  Verb::kBegin, Verb::kHold,       Verb::kResume,
                           Verb::kEnd,    Verb::kPause, Verb::kUnpause,    Verb::kDiscard,
                           Verb::kStatus, Verb::kWatch, Verb::kIndicate,   Verb::kPainted,
                           Verb::kWho,    Verb::kHere,  Verb::kDidNotHelp, Verb::kCalls};
constexpr std::size_t kMostSides = 4 * BorderOrder::kMostWindows;

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

// Spaces at the ends would not be visible in a note.
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
  for (const auto& [name, word] : {std::pair("kind", &request.kind), std::pair("queue", &request.queue)}) {
    if (!word->empty() && !is_word(*word))
      return fail(Code::kBadPeer, "“{}” must be 1 to 500 bytes without a space at either end", name);
  }
  return {};
}

constexpr Activity kActivities[] = {Activity::kIdle, Activity::kRecording, Activity::kPaused,
                                    Activity::kHeld, Activity::kWithheld,  Activity::kNotAllowed};

// Of an agent's word, in a state.
constexpr const char* kMay = "may";
constexpr const char* kNoted = "noted";

// As a roster has it, with room.
constexpr std::size_t kLongestAgent = 400;
// More agents than a roster has room for.
constexpr std::int64_t kMostAgents = 1'000'000;

Json json_of(const State& state) {
  Json json = {
      {"activity", name_of(state.activity)}, {"paused", state.paused}, {"indicated", state.indicated}};
  const auto add = [&](const char* name, const std::string& text, std::size_t limit) {
    if (!text.empty()) json[name] = cut(text, limit);
  };
  if (state.why) json["why"] = reason_json(*state.why);
  add("call", state.call, kLongestText);
  add("recording", state.recording, kLongestText);
  add("application", state.application, kLongestText);
  if (!state.recording.empty()) {
    json["since"] = to_text(state.since);
    json["since-monotonic-us"] = state.since_mono.time_since_epoch().count();
  }
  add("warning", state.warning, kLongestText);
  if (state.did_not_help != AgentsWord::kNot)
    json["did-not-help"] = state.did_not_help == AgentsWord::kMay ? kMay : kNoted;
  if (state.shared) json["shared"] = true;
  add("agent", state.agent, kLongestAgent);
  return json;
}

Result<State> parse_state(Members members) {
  State state;
  const std::string activity = members.text("activity", kLongestText).value_or("");
  const auto* found = std::find_if(std::begin(kActivities), std::end(kActivities),
                                   [&](Activity one) { return activity == name_of(one); });
  if (found == std::end(kActivities)) return fail(Code::kBadPeer, "unknown activity");
  state.activity = *found;
  state.paused = members.truth("paused").value_or(false);
  state.indicated = members.truth("indicated").value_or(false);
  if (auto why = members.object("why")) {
    TRY_ASSIGN(state.why, parse_reason(std::move(*why)));
  }
  state.call = members.text("call", kLongestText).value_or("");
  state.recording = members.text("recording", kLongestText).value_or("");
  state.application = members.text("application", kLongestText).value_or("");
  if (const auto since = members.text("since", kLongestText)) {
    TRY_ASSIGN(state.since, parse_utc(*since));
  }
  state.since_mono = Mono(std::chrono::microseconds(members.number("since-monotonic-us").value_or(0)));
  state.warning = members.text("warning", kLongestText).value_or("");
  if (const auto word = members.text("did-not-help", kLongestText)) {
    if (*word != kMay && *word != kNoted) return fail(Code::kBadPeer, "unknown “did-not-help”");
    state.did_not_help = *word == kMay ? AgentsWord::kMay : AgentsWord::kNoted;
  }
  state.shared = members.truth("shared").value_or(false);
  state.agent = members.text("agent", kLongestAgent).value_or("");
  TRY(members.finish());
  return state;
}

// Each window is five numbers: its own, and its place, of which the first two may lie beyond the screen's
// edge.
constexpr std::size_t kNumbersOfWindow = 5;
constexpr std::int64_t kBeyond = 1 << 20;
constexpr std::uint64_t kLargestPlace = 1 << 22;

Json json_of(const BorderOrder& borders) {
  std::vector<std::uint64_t> numbers;
  for (const indicator::MarkedWindow& one : borders.windows) {
    numbers.push_back(static_cast<std::uint64_t>(one.window));
    for (const std::int64_t number : {one.place.x + kBeyond, one.place.y + kBeyond,
                                      std::int64_t{one.place.width}, std::int64_t{one.place.height}}) {
      numbers.push_back(static_cast<std::uint64_t>(std::max(number, std::int64_t{0})));
    }
  }
  return {{"challenge", indicator::challenge_text(borders.challenge)}, {"windows", numbers}};
}

Result<BorderOrder> parse_borders(Members members) {
  BorderOrder borders;
  TRY_ASSIGN(borders.challenge,
             indicator::parse_challenge(members.text("challenge", kLongestText).value_or("")));
  const auto numbers = members.numbers("windows", kNumbersOfWindow * BorderOrder::kMostWindows,
                                       static_cast<std::uint64_t>(indicator::kLargestWindowId));
  TRY(members.finish());
  if (!numbers || numbers->size() % kNumbersOfWindow != 0) {
    return fail(Code::kBadPeer, "“windows” is not five numbers for each window");
  }
  for (std::size_t at = 0; at < numbers->size(); at += kNumbersOfWindow) {
    const auto number = [&](std::size_t i) {
      return static_cast<int>(std::min((*numbers)[at + i], kLargestPlace));
    };
    borders.windows.push_back({indicator::WindowId{(*numbers)[at]},
                               {number(1) - static_cast<int>(kBeyond), number(2) - static_cast<int>(kBeyond),
                                number(3), number(4)}});
  }
  return borders;
}

Json json_of(const AgentsAsked& agents) {
  Json json = {{"nonce", agents.nonce}, {"names", agents.names}};
  if (agents.next) json["next"] = *agents.next;
  return json;
}

Result<AgentsAsked> parse_agents(Members members) {
  AgentsAsked agents;
  agents.nonce = members.text("nonce", kLongestText).value_or("");
  agents.names =
      members.texts("names", AgentsAsked::kMostNames, kLongestAgent).value_or(std::vector<std::string>());
  if (const auto next = members.number("next")) agents.next = static_cast<int>(std::min(*next, kMostAgents));
  TRY(members.finish());
  if (agents.nonce.empty()) return fail(Code::kBadPeer, "“nonce” is missing");
  return agents;
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
    case Verb::kWho:
      return "who";
    case Verb::kHere:
      return "here";
    case Verb::kDidNotHelp:
      return "did-not-help";
    case Verb::kCalls:
      return "calls";
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
    request.queue = members.text("queue", kLongestText).value_or("");
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
  if (request.verb == Verb::kWho)
    request.from = static_cast<int>(std::min(members.number("from").value_or(0), kMostAgents));
  if (request.verb == Verb::kHere) {
    request.agent = members.text("agent", kLongestAgent).value_or("");
    request.signature = members.text("signature", kLongestText).value_or("");
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
  if (!request.queue.empty()) json["queue"] = request.queue;
  if (request.bound) json["bound"] = true;
  if (!request.recording.empty()) json["recording"] = request.recording;
  if (request.verb == Verb::kPainted) {
    json["challenge"] = indicator::challenge_text(request.challenge);
    json["windows"] = request.sides;
  }
  if (request.from != 0) json["from"] = request.from;
  if (!request.agent.empty()) json["agent"] = request.agent;
  if (!request.signature.empty()) json["signature"] = request.signature;
  return line_of(json);
}

const char* name_of(Activity activity) {
  switch (activity) {
    case Activity::kIdle:
      return "idle";
    case Activity::kRecording:
      return "recording";
    case Activity::kPaused:
      return "paused";
    case Activity::kHeld:
      return "held";
    case Activity::kWithheld:
      return "withheld";
    case Activity::kNotAllowed:
      return "not-allowed";
  }
  return "unknown";
}

AgentsAsked agents_from(const std::vector<std::string>& all, std::size_t from) {
  // Half of a line, so that there is room for escapes.
  std::size_t room = kLongestLine / 2 - kLongestText;
  AgentsAsked agents;
  for (std::size_t at = from; at < all.size(); ++at) {
    const std::size_t needed = all[at].size() + 3;
    if (needed > room || agents.names.size() == AgentsAsked::kMostNames) {
      agents.next = static_cast<int>(at);
      break;
    }
    room -= needed;
    agents.names.push_back(all[at]);
  }
  return agents;
}

Reply refusal(reason::Reason why) {
  Reply reply;
  reply.refused = std::move(why);
  return reply;
}

Result<Reply> parse_reply(std::string_view line) {
  if (line.size() >= kLongestLine) return fail(Code::kBadPeer, "the line is too long");
  TRY_ASSIGN(Members members, Members::parse(line));
  Reply reply;
  const std::optional<bool> ok = members.truth("ok");
  if (!ok) return fail(Code::kBadPeer, "“ok” is missing, or is neither true nor false");
  if (!*ok) {
    auto why = members.object("why");
    if (!why) return fail(Code::kBadPeer, "“why” is missing, or is not an object");
    TRY_ASSIGN(reply.refused, parse_reason(std::move(*why)));
  }
  reply.version = static_cast<int>(std::min<std::int64_t>(members.number("version").value_or(0), 1'000'000));
  if (auto state = members.object("state")) {
    TRY_ASSIGN(reply.state, parse_state(std::move(*state)));
  }
  if (auto borders = members.object("borders")) {
    TRY_ASSIGN(reply.borders, parse_borders(std::move(*borders)));
  }
  if (auto agents = members.object("agents")) {
    TRY_ASSIGN(reply.agents, parse_agents(std::move(*agents)));
  }
  if (auto news = members.object("news")) {
    TRY_ASSIGN(reply.news, parse_call_news(std::move(*news)));
  }
  TRY(members.finish());
  return reply;
}

std::string line_of(const Reply& reply) {
  Json json = {{"ok", !reply.refused}};
  if (reply.refused) json["why"] = reason_json(*reply.refused);
  if (reply.version != 0) json["version"] = reply.version;
  if (reply.state) json["state"] = json_of(*reply.state);
  if (reply.borders) json["borders"] = json_of(*reply.borders);
  if (reply.agents) json["agents"] = json_of(*reply.agents);
  if (reply.news) json["news"] = news_json(*reply.news);
  return line_of(json);
}

}  // namespace insyn::control
