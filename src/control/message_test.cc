#include "control/message.h"

#include <gtest/gtest.h>

#include <set>

#include "json/members.h"
#include "os/file.h"

namespace insyn::control {
using json::Json;
using json::line_of;
using json::Members;

namespace {

std::string without_end(std::string line) {
  EXPECT_TRUE(line.ends_with('\n'));
  line.pop_back();
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_LE(line.size() + 1, kLongestLine);
  return line;
}

Request about(Verb verb, const std::string& call) {
  Request request;
  request.verb = verb;
  request.call = call;
  return request;
}

TEST(Message, RequestsGoBothWays) {
  std::vector<Request> all = {about(Verb::kHold, "1"),      about(Verb::kResume, "å\"\\"),
                              about(Verb::kEnd, "x y"),     about(Verb::kPause, ""),
                              about(Verb::kUnpause, ""),    about(Verb::kStatus, ""),
                              about(Verb::kWatch, ""),      about(Verb::kDiscard, ""),
                              about(Verb::kDidNotHelp, ""), about(Verb::kCalls, "")};
  Request begin = about(Verb::kBegin, std::string(500, '"'));
  begin.kind = std::string(500, '\\');
  begin.queue = std::string(500, '\\');
  begin.bound = true;
  all.push_back(begin);
  Request discard = about(Verb::kDiscard, "");
  discard.recording = "20261201T081503Z-0123456789abcdef";
  all.push_back(discard);
  Request hello = about(Verb::kHello, "");
  hello.version = 1;
  all.push_back(hello);
  all.push_back(about(Verb::kIndicate, ""));
  Request painted = about(Verb::kPainted, "");
  painted.challenge = indicator::new_challenge();
  painted.sides = std::vector(4 * BorderOrder::kMostWindows, indicator::kLargestWindowId);
  all.push_back(painted);
  Request who = about(Verb::kWho, "");
  all.push_back(who);
  who.from = 17;
  all.push_back(who);
  Request here = about(Verb::kHere, "");
  all.push_back(here);
  here.agent = "agent “7”";
  here.signature = "agent-7+" + std::string(400, 'x');
  all.push_back(here);
  for (const Request& request : all) {
    const auto read = parse_request(without_end(line_of(request)));
    ASSERT_TRUE(read) << line_of(request) << read.error().message;
    EXPECT_EQ(*read, request) << line_of(request);
  }
}

State full_state(Activity activity) {
  State state;
  state.activity = activity;
  state.why = reason::ScreenWithheld{reason::Withheld::kSessionHidden};
  state.paused = true;
  state.indicated = true;
  state.call = "4711";
  state.recording = "20261201T081503Z-0123456789abcdef";
  state.application = "Kundstöd, Wiki";
  state.since = parse_utc("2026-12-01T08:15:03.250Z").value();
  state.since_mono = Mono(std::chrono::microseconds(86400512345));
  state.warning = "this kernel has no Landlock";
  state.did_not_help = AgentsWord::kNoted;
  state.shared = true;
  state.agent = "agent-7";
  return state;
}

// Fills in every parameter of a reason, so that none of it is as it would be without.
struct Fill {
  std::string text = "it is \"so\"";
  void operator()(const char*, Utc& value) const { value = parse_utc("2026-12-01T08:15:03.250Z").value(); }
  void operator()(const char*, int& value) const { value = 1'000'000; }
  template <class Period>
  void operator()(const char*, std::chrono::duration<std::int64_t, Period>& value) const {
    value = std::chrono::duration<std::int64_t, Period>(1440);
  }
  void operator()(const char*, reason::Withheld& value) const { value = reason::Withheld::kNoIndicator; }
  void operator()(const char*, Code& value) const { value = Code::kFull; }
  void operator()(const char*, std::string& value, std::size_t) const { value = text; }
};

// One of each kind.
std::vector<reason::Reason> all_reasons(const std::string& text = Fill().text) {
  std::vector<reason::Reason> all;
  reason::for_each_kind([&](auto kind) {
    kind.fields(kind, Fill{text});
    all.push_back(kind);
  });
  return all;
}

TEST(Message, EachReasonGoesBothWays) {
  std::set<std::string> codes;
  for (const reason::Reason& reason : all_reasons()) {
    codes.insert(code_of(reason));
    Reply reply;
    reply.state = full_state(Activity::kNotAllowed);
    reply.state->why = reason;
    for (const Reply& one : {reply, refusal(reason)}) {
      const auto read = parse_reply(without_end(line_of(one)));
      ASSERT_TRUE(read) << line_of(one) << read.error().message;
      EXPECT_EQ(*read, one) << line_of(one);
    }
  }
  EXPECT_EQ(codes.size(), all_reasons().size()) << "a code is there twice";
}

TEST(Message, AReasonIsWrittenAsTheDocumentSays) {
  EXPECT_EQ(line_of(refusal(reason::OutsideHours{std::chrono::hours(8), std::chrono::hours(18)})),
            R"({"ok":false,"why":{"code":"outside-hours","from":480,"to":1080}})"
            "\n");
  EXPECT_EQ(line_of(refusal({Code::kFull, "no space"})),
            R"({"ok":false,"why":{"code":"fault","kind":"full","message":"no space"}})"
            "\n");
}

TEST(Message, TheDocumentNamesEachReasonAndItsParameters) {
  const auto document = read_text(Path(INSYN_SOURCE_DIR) / "docs/control.md", std::size_t{1} << 20);
  ASSERT_TRUE(document);
  reason::for_each_kind([&](auto kind) {
    const std::size_t row = document->find(fmt::format("| `{}` |", kind.kCode));
    ASSERT_NE(row, std::string::npos) << kind.kCode;
    const std::string line = document->substr(row, document->find('\n', row) - row);
    kind.fields(kind, [&](const char* name, const auto&...) {
      EXPECT_NE(line.find(fmt::format("`{}`", name)), std::string::npos) << line;
    });
  });
}

TEST(Message, AReasonThatIsNoneIsRefused) {
  for (const char* why :
       {"\"no\"", "{}", R"({"code":"because"})", R"({"code":1})", R"({"code":"expired"})",
        R"({"code":"expired","at":"yesterday"})", R"({"code":"expired","at":1})",
        R"({"code":"expired","at":"2027-01-31T23:00:00.000Z","to":1})", R"({"code":"cap-reached"})",
        R"({"code":"cap-reached","calls":-1})", R"({"code":"cap-reached","calls":1000001})",
        R"({"code":"cap-reached","calls":9007199254740993})", R"({"code":"outside-hours","from":480})",
        R"({"code":"withheld","because":"it rains"})", R"({"code":"fault","kind":"odd","message":"x"})",
        R"({"code":"fault","kind":"full"})", R"({"code":"no-window","code":"no-window"})"}) {
    EXPECT_FALSE(parse_reply(fmt::format("{{\"ok\":false,\"why\":{}}}", why))) << why;
    EXPECT_FALSE(parse_reply(
        fmt::format("{{\"ok\":true,\"state\":{{\"activity\":\"not-allowed\",\"why\":{}}}}}", why)))
        << why;
  }
  EXPECT_FALSE(parse_reply("{\"ok\":false}")) << "no reason";
  EXPECT_FALSE(parse_reply(
      fmt::format(R"({{"ok":false,"why":{{"code":"no-clock","message":"{}"}}}})", std::string(801, 'x'))))
      << "too long";
}

TEST(Message, RepliesGoBothWays) {
  std::vector<Reply> all(2);
  all[1] = refusal({Code::kDenied, "no"});
  Reply borders;
  borders.borders.emplace();
  borders.borders->challenge = indicator::new_challenge();
  all.push_back(borders);
  borders.borders->windows.assign(BorderOrder::kMostWindows,
                                  {indicator::kLargestWindowId, {-32768, -4, 65535, 1}});
  all.push_back(borders);
  Reply agents;
  agents.agents = AgentsAsked{"00112233445566778899aabbccddeeff", {}, {}};
  all.push_back(agents);
  agents.agents->names = {"agent-7", "å\"\\"};
  agents.agents->next = 2;
  all.push_back(agents);
  for (const Activity activity : {Activity::kIdle, Activity::kRecording, Activity::kPaused, Activity::kHeld,
                                  Activity::kWithheld, Activity::kNotAllowed}) {
    Reply reply;
    reply.state = full_state(activity);
    all.push_back(reply);
    reply.state = State();
    reply.state->activity = activity;
    all.push_back(reply);
  }
  for (const Reply& reply : all) {
    const auto read = parse_reply(without_end(line_of(reply)));
    ASSERT_TRUE(read) << line_of(reply) << read.error().message;
    EXPECT_EQ(*read, reply) << line_of(reply);
  }
}

TEST(Message, AnAnswerIsALineHoweverLongItsTextsAre) {
  Reply reply = refusal({Code::kDenied, std::string(10'000, '"') + "\n"});
  State state = full_state(Activity::kWithheld);
  for (std::string* text :
       {&state.call, &state.recording, &state.application, &state.warning, &state.agent}) {
    for (int i = 0; i < 3000; ++i) *text += "\\\"å\n";
  }
  for (const reason::Reason& why : all_reasons(std::string(10'000, '"') + "\n")) {
    state.why = why;
    reply.state = state;
    const auto read = parse_reply(without_end(line_of(reply)));
    ASSERT_TRUE(read) << read.error().message;
  }
}

// However many there are, and however long and full of what has to be escaped their names are.
TEST(Message, AllAgentsAreNamedInAnswersOfOneLineEach) {
  for (const std::string& name : {std::string("a"), std::string(200, '"'), std::string(400, '\\')}) {
    std::vector<std::string> all;
    for (int i = 0; i < 1500; ++i) all.push_back(name);
    std::vector<std::string> told;
    for (std::optional<int> from = 0; from;) {
      Reply reply;
      reply.agents = agents_from(all, static_cast<std::size_t>(*from));
      reply.agents->nonce = std::string(32, 'a');
      const auto read = parse_reply(without_end(line_of(reply)));
      ASSERT_TRUE(read) << read.error().message;
      ASSERT_FALSE(read->agents->names.empty()) << "or it would never end";
      told.insert(told.end(), read->agents->names.begin(), read->agents->names.end());
      from = read->agents->next;
    }
    EXPECT_EQ(told, all);
  }
  EXPECT_TRUE(agents_from({"a", "b"}, 7).names.empty()) << "a number beyond the last one";
}

TEST(Message, AgentsThatAreNoneAreRefused) {
  for (const char* agents : {R"({"names":[]})", R"({"nonce":"0","names":"a"})",
                             R"({"nonce":"0","names":[1]})", R"({"nonce":"0","names":["a\nb"]})",
                             R"({"nonce":"0","names":[],"next":-1})", R"({"nonce":"0","names":[],"x":1})"}) {
    EXPECT_FALSE(parse_reply(std::string("{\"ok\":true,\"agents\":") + agents + "}")) << agents;
  }
}

TEST(Message, ATextThatIsNotUtf8IsStillSent) {
  const auto read = parse_reply(without_end(line_of(refusal({Code::kDenied, "\xff\xc3"}))));
  EXPECT_TRUE(read);
}

TEST(Message, BordersThatAreNoneAreRefused) {
  for (const char* borders :
       {R"({"challenge":"00","windows":[]})", R"({"challenge":"00112233445566778899aabbccddeeff"})",
        R"({"challenge":"00112233445566778899aabbccddeeff","windows":[1,2,3,4]})",
        R"({"challenge":"00112233445566778899aabbccddeeff","windows":[9007199254740992,1,2,3,4]})",
        R"({"challenge":"00112233445566778899aabbccddeeff","windows":[],"x":1})"}) {
    EXPECT_FALSE(parse_reply(std::string("{\"ok\":true,\"borders\":") + borders + "}")) << borders;
  }
}

TEST(Message, WhatIsNotARequestIsRefusedWithTheReason) {
  const std::pair<std::string, std::string> wrong[] = {
      {"", "not a JSON object"},
      {"[]", "not a JSON object"},
      {"1", "not a JSON object"},
      {"{\"do\":\"status\"} x", "not a JSON object"},
      {"{\"do\":\"\xff\"}", "not a JSON object"},
      {"{}", "“do” is missing"},
      {"{\"do\":1}", "“do” is missing"},
      {"{\"do\":\"record\"}", "unknown request"},
      {"{\"do\":\"status\",\"do\":\"pause\"}", "given twice"},
      {"{\"do\":\"status\",\"x\":{\"x\":1,\"x\":2}}", "given twice"},
      {"{\"do\":\"status\",\"call\":\"1\"}", "unknown member “call”"},
      {"{\"do\":\"pause\",\"why\":\"lunch\"}", "unknown member “why”"},
      {"{\"do\":\"begin\"}", "“call” must be"},
      {"{\"do\":\"begin\",\"call\":\"\"}", "“call” must be"},
      {"{\"do\":\"begin\",\"call\":\" a\"}", "“call” must be"},
      {"{\"do\":\"begin\",\"call\":7}", "“call” is not a text"},
      {"{\"do\":\"begin\",\"call\":\"a\\nb\"}", "control characters"},
      {"{\"do\":\"begin\",\"call\":\"a\",\"kind\":\"b \"}", "“kind” must be"},
      {"{\"do\":\"begin\",\"call\":\"a\",\"queue\":\" b\"}", "“queue” must be"},
      {"{\"do\":\"begin\",\"call\":\"a\",\"bound\":1}", "neither true nor false"},
      {"{\"do\":\"begin\",\"call\":\"" + std::string(501, 'x') + "\"}", "too long"},
      {"{\"do\":\"hello\"}", "“version” is missing"},
      {"{\"do\":\"hello\",\"version\":\"1\"}", "not a whole number"},
      {"{\"do\":\"hello\",\"version\":1.5}", "not a whole number"},
      {"{\"do\":\"hello\",\"version\":-1}", "not a whole number"},
      {"{\"do\":\"status\",\"x\":{\"x\":{\"x\":{\"x\":{\"x\":1}}}}}", "nested too deep"},
      {"{\"do\":\"painted\",\"windows\":[]}", "a challenge is"},
      {"{\"do\":\"who\",\"agent\":\"a\"}", "unknown member “agent”"},
      {"{\"do\":\"here\",\"agent\":[\"a\"]}", "“agent” is not a text"},
      {"{\"do\":\"here\",\"agent\":\"" + std::string(401, 'x') + "\"}", "too long"},
      {R"({"do":"painted","challenge":"00112233445566778899aabbccddeeff","windows":[-1]})",
       "list of numbers"},
      {R"({"do":"painted","challenge":"00112233445566778899aabbccddeeff","windows":[9007199254740992]})",
       "list of numbers"},
      {R"({"do":"painted","challenge":"00112233445566778899aabbccddeeff","windows":[)" +
           [] {
             std::string many = "1";
             for (int i = 0; i < 64; ++i) many += ",1";
             return many;
           }() +
           "]}",
       "list of numbers"},
      {std::string(kLongestLine, '['), "too long"},
      {std::string(kLongestLine - 1, '['), "not a JSON object"},
  };
  for (const auto& [line, reason] : wrong) {
    const auto read = parse_request(line);
    ASSERT_FALSE(read) << line;
    EXPECT_EQ(read.error().code, Code::kBadPeer);
    EXPECT_NE(read.error().message.find(reason), std::string::npos) << line << ": " << read.error().message;
  }
}

}  // namespace
}  // namespace insyn::control
