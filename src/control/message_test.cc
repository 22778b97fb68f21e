#include "control/message.h"

#include <gtest/gtest.h>

#include "control/json.h"

namespace insyn::control {
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
  std::vector<Request> all = {about(Verb::kHold, "1"),   about(Verb::kResume, "å\"\\"),
                              about(Verb::kEnd, "x y"),  about(Verb::kPause, ""),
                              about(Verb::kUnpause, ""), about(Verb::kStatus, ""),
                              about(Verb::kWatch, ""),   about(Verb::kDiscard, "")};
  Request begin = about(Verb::kBegin, std::string(500, '"'));
  begin.kind = std::string(500, '\\');
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
  for (const Request& request : all) {
    const auto read = parse_request(without_end(line_of(request)));
    ASSERT_TRUE(read) << line_of(request) << read.error().message;
    EXPECT_EQ(*read, request) << line_of(request);
  }
}

State full_state(Activity activity) {
  State state;
  state.activity = activity;
  state.why = "the screen is locked";
  state.paused = true;
  state.indicated = true;
  state.call = "4711";
  state.recording = "20261201T081503Z-0123456789abcdef";
  state.application = "Kundstöd, Wiki";
  state.since = parse_utc("2026-12-01T08:15:03.250Z").value();
  state.since_mono = Mono(std::chrono::microseconds(86400512345));
  state.warning = "this kernel has no Landlock";
  return state;
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
  for (std::string* text : {&state.why, &state.call, &state.recording, &state.application, &state.warning}) {
    for (int i = 0; i < 3000; ++i) *text += "\\\"å\n";
  }
  reply.state = state;
  const auto read = parse_reply(without_end(line_of(reply)));
  ASSERT_TRUE(read) << read.error().message;
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
      {"{\"do\":\"begin\",\"call\":\"a\",\"bound\":1}", "neither true nor false"},
      {"{\"do\":\"begin\",\"call\":\"" + std::string(501, 'x') + "\"}", "too long"},
      {"{\"do\":\"hello\"}", "“version” is missing"},
      {"{\"do\":\"hello\",\"version\":\"1\"}", "not a whole number"},
      {"{\"do\":\"hello\",\"version\":1.5}", "not a whole number"},
      {"{\"do\":\"hello\",\"version\":-1}", "not a whole number"},
      {"{\"do\":\"status\",\"x\":{\"x\":{\"x\":{\"x\":1}}}}", "nested too deep"},
      {"{\"do\":\"painted\",\"windows\":[]}", "a challenge is"},
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
