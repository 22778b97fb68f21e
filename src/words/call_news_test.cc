#include "words/call_news.h"

#include <gtest/gtest.h>

#include "words/clock.h"

namespace insyn::words {
namespace {

using control::CallNews;

const Utc kTime = parse_utc("2026-12-01T08:15:03.250Z").value();

TEST(CallNewsWords, SayWhatASourceHasSaid) {
  CallNews news{kTime, control::SourceSaid{"pbx", "begin", "4711", "201", "Faktura", "Privat", kTime}, {}};
  EXPECT_EQ(say(news, Language::kEnglish), "pbx: the call began (call 4711 at 201, Faktura, queue Privat)");
  EXPECT_EQ(say(news, Language::kSwedish), "pbx: samtalet började (samtal 4711 på 201, Faktura, kö Privat)");
  news.what = control::SourceSaid{"pbx", "hold", "4711", "201", "", "", kTime};
  news.why = reason::CallUnderWay{};
  EXPECT_EQ(say(news, Language::kEnglish),
            "pbx: the customer was put on hold (call 4711 at 201); not followed: the call was under way "
            "already when it was first heard of here");
  news.what = control::SourceSaid{"pbx", "whisper", "4711", "201", "", "", kTime};
  EXPECT_EQ(say(news, Language::kEnglish).find("pbx: whisper ("), 0U) << "of a later version";
}

TEST(CallNewsWords, SayHowASourceIsHeard) {
  CallNews news{kTime, control::SourceNews{"pbx", kTime}, {}};
  EXPECT_EQ(say_how_heard(news, Language::kEnglish), "heard since " + local_second(kTime));
  EXPECT_EQ(say(news, Language::kSwedish), "pbx hörs");
  news.why = reason::CallSourceSilent{{"pbx"}};
  EXPECT_EQ(say_how_heard(news, Language::kEnglish),
            "not heard since " + local_second(kTime) +
                ": the centre does not reach the call source “pbx”; ask whoever runs it");
  EXPECT_EQ(say(news, Language::kSwedish),
            "pbx hörs inte: centralen når inte samtalskällan ”pbx”; fråga den som driver den");
}

TEST(CallNewsWords, SayHowItAnswers) {
  CallNews news{kTime, control::SourceAnswered{"pbx", 12}, {}};
  EXPECT_EQ(say(news, Language::kEnglish), "pbx confirms the call (12 ms)");
  news.why = reason::CallHeld{};
  EXPECT_EQ(say(news, Language::kSwedish),
            "det som väntade på svar från pbx sparas inte (12 ms): kunden väntar i telefonen");
}

TEST(CallNewsWords, EachIsSaidInItsLanguageAndSaysWhy) {
  const std::vector<CallNews::What> all = {
      control::SourceNews{"pbx", kTime}, control::PresentCall{"pbx", "4711", "201", "", "Privat", kTime},
      control::SourceSaid{"pbx", "end", "4711", "201", "", "Privat", kTime},
      control::SourceAnswered{"pbx", 1}};
  for (const CallNews::What& what : all) {
    const CallNews good{kTime, what, {}}, bad{kTime, what, reason::CallHeld{}};
    EXPECT_NE(say(good, Language::kSwedish), say(good, Language::kEnglish));
    EXPECT_NE(say(bad, Language::kSwedish).find("kunden väntar i telefonen"), std::string::npos);
    EXPECT_NE(say(bad, Language::kEnglish).find("the customer is on hold"), std::string::npos);
    EXPECT_EQ(say(good, Language::kEnglish).find("hold"), std::string::npos);
  }
  EXPECT_EQ(say({kTime, control::AllPresent{}, {}}, Language::kEnglish), "");
  EXPECT_EQ(say({kTime, control::LeftOut{7}, {}}, Language::kSwedish), "7 till kom samtidigt och visas inte");
  EXPECT_NE(say({kTime, control::NotSigned{}, reason::CallUnsigned{}}, Language::kSwedish), "");
  EXPECT_NE(heading_of_sources(Language::kSwedish), heading_of_sources(Language::kEnglish));
  EXPECT_NE(without_sources(Language::kSwedish), without_sources(Language::kEnglish));
}

TEST(CallNewsWords, SayWhatTheRecorderHasMadeOfIt) {
  using control::Activity;
  using Lines = std::vector<std::string>;
  control::State idle, recording;
  recording.activity = Activity::kRecording;
  recording.recording = "0123";
  recording.application = "Kundstöd";
  EXPECT_EQ(say_change(idle, recording, Language::kEnglish),
            (Lines{"the recording 0123 has begun", "Recording Kundstöd"}));
  EXPECT_EQ(say_change(recording, recording, Language::kEnglish), Lines{});
  control::State held = recording;
  held.activity = Activity::kHeld;
  EXPECT_EQ(say_change(recording, held, Language::kEnglish).size(), 1U);
  EXPECT_EQ(say_change(held, idle, Language::kSwedish),
            (Lines{"inspelningen 0123 är avslutad", "Inget samtal: inget spelas in"}));
  control::State refused;
  refused.activity = Activity::kNotAllowed;
  refused.why = reason::NotSampled{};
  EXPECT_EQ(say_change(idle, refused, Language::kEnglish).size(), 1U);
  control::State paused;
  paused.activity = Activity::kPaused;
  control::State paused_in_call = paused;
  paused_in_call.call = "4711";
  EXPECT_EQ(say_change(paused, paused_in_call, Language::kEnglish).size(), 1U) << "why it is not recorded";
  EXPECT_EQ(say_change(paused_in_call, paused, Language::kEnglish), Lines{});
  control::State pointed = idle;
  pointed.indicated = true;
  EXPECT_EQ(say_change(idle, pointed, Language::kEnglish), Lines{}) << "which says nothing of a call";
}

}  // namespace
}  // namespace insyn::words
