#include "control/call_news.h"

#include <gtest/gtest.h>

#include "control/message.h"

namespace insyn::control {
namespace {

const Utc kTime = parse_utc("2026-12-01T08:15:03.250Z").value();

// A text as long as a call statement may have it, of characters that JSON writes as two.
std::string longest(std::size_t bytes) { return std::string(bytes, '"'); }

std::vector<CallNews> one_of_each() {
  return {{kTime, SourceNews{longest(200), kTime}, reason::CallSourceSilent{{longest(200)}}},
          {kTime, SourceNews{"pbx", kTime}, {}},
          {kTime, PresentCall{longest(200), longest(500), longest(60), longest(200), longest(200), kTime},
           reason::CallHeld{}},
          {kTime, PresentCall{"pbx", "4711", "201", "", "", kTime}, {}},
          {kTime, AllPresent{}, {}},
          {kTime,
           SourceSaid{longest(200), "unpause", longest(500), longest(60), longest(200), longest(200), kTime},
           reason::CallTooOld{{longest(200), kTime}}},
          {kTime, NotSigned{}, reason::CallUnsigned{}},
          {kTime, SourceAnswered{"pbx", 12}, {}},
          {kTime, SourceAnswered{"pbx", 1000}, reason::CallUnanswered{{"pbx"}}},
          {kTime, LeftOut{7}, {}}};
}

std::string line(const CallNews& news) {
  Reply reply;
  reply.news = news;
  std::string text = line_of(reply);
  EXPECT_LE(text.size(), kLongestLine);
  text.pop_back();
  return text;
}

TEST(CallNews, EachGoesBothWays) {
  for (const CallNews& news : one_of_each()) {
    const auto read = parse_reply(line(news));
    ASSERT_TRUE(read) << line(news) << read.error().message;
    EXPECT_EQ(read->news, news) << line(news);
  }
}

TEST(CallNews, IsWrittenAsDocumented) {
  EXPECT_EQ(
      line({kTime, SourceSaid{"pbx", "begin", "1796112896.4711", "201", "Faktura", "Privat", kTime}, {}}),
      R"({"ok":true,"news":{"what":"said","time":"2026-12-01T08:15:03.250Z","source":"pbx",)"
      R"("event":"begin","call":"1796112896.4711","number":"201","kind":"Faktura","queue":"Privat",)"
      R"("at":"2026-12-01T08:15:03.250Z"}})");
  EXPECT_EQ(line({kTime, SourceAnswered{"pbx", 12}, reason::CallHeld{}}),
            R"({"ok":true,"news":{"what":"answered","time":"2026-12-01T08:15:03.250Z","source":"pbx",)"
            R"("ms":12,"why":{"code":"call-held"}}})");
}

TEST(CallNews, WhatIsLongerOrHasControlCharactersIsCut) {
  const CallNews news{kTime, SourceSaid{"pbx", "begin", std::string(600, 'x'), "2\n01", "", "", kTime}, {}};
  const auto read = parse_reply(line(news));
  ASSERT_TRUE(read);
  const auto& said = std::get<SourceSaid>(read->news->what);
  EXPECT_EQ(said.call.size(), 500U);
  EXPECT_EQ(said.number, "2 01");
}

TEST(CallNews, AnythingElseIsRefused) {
  const std::string time = R"("time":"2026-12-01T08:15:03.250Z")";
  for (const std::string& news : std::vector<std::string>{
           R"({})", "{" + time + "}", R"({"what":"present"})", R"({"what":"rumour",)" + time + "}",
           R"({"what":"present","time":"yesterday"})", R"({"what":"present","more":1,)" + time + "}",
           R"({"what":"answered","source":"pbx",)" + time + "}",
           R"({"what":"answered","source":"pbx","ms":1000001,)" + time + "}",
           R"({"what":"answered","source":"pbx","ms":"12",)" + time + "}",
           R"({"what":"present","why":{"code":"because"},)" + time + "}"})
    EXPECT_FALSE(parse_reply(R"({"ok":true,"news":)" + news + "}")) << news;
  EXPECT_TRUE(parse_reply(R"({"ok":true,"news":{"what":"present",)" + time + "}}"));
}

}  // namespace
}  // namespace insyn::control
