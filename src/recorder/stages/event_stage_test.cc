#include "recorder/stages/event_stage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "agreement/testing.h"
#include "os/process.h"
#include "recorder/capture/testing.h"
#include "recorder/stages/event_seal.h"
#include "seal/open/identity.h"
#include "seal/open/open_age.h"

namespace insyn::recorder {
namespace {

const Mono kNow{std::chrono::seconds(5000)};
const Utc kAt = parse_utc("2026-12-01T08:15:04.120Z").value();

class EventStageTest : public testing::Test {
 protected:
  EventStageTest() {
    std::filesystem::create_directory(folder_);
    std::ofstream(folder_ / "kundstod") << "the agreed program";
    std::ofstream(folder_ / "other") << "another program";
    agreement::Application application;
    application.name = "Kundstöd";
    application.exe = (folder_ / "kundstod").string();
    scope_.emplace(Scope({ApplicationInScope::find(application).value()}));
    seal_.emplace(insight_.recipient());
  }
  ~EventStageTest() override { std::filesystem::remove_all(folder_); }

  TitleFacts facts(const std::string& program = "kundstod") const {
    TitleFacts facts;
    facts.window.emplace().program = *identity_of_file(folder_ / program);
    facts.doubt.reset();
    return facts;
  }
  void show(const std::string& title, track::SurfaceId surface = 1) { show(title, surface, facts()); }
  void show(const std::string& title, track::SurfaceId surface, const TitleFacts& facts) {
    stage_.title(kNow, kAt, scope_->pass(RawForTests::raw_title(surface, title, facts)));
  }
  // What the holder of the events' key reads.
  std::string taken() {
    if (!stage_.due()) return "";
    const recording::SealedChunk sealed = seal_->pass(stage_.take()).value();
    std::vector<seal::Identity> keys;
    keys.push_back(seal::parse_identity(insight_.secret_text()).value());
    return std::string(text_of(seal::open_with(keys, sealed.bytes(), 100'000).value()));
  }

  const Path folder_ = std::filesystem::temp_directory_path() / ("insyn-events-" + to_hex(random_bytes(8)));
  const seal::Identity insight_ = seal::Identity::generate();
  const agreement::Terms terms_ =
      agreement::parse_terms(
          with(agreement::metrics_terms(), agreement::kThirdRecipient, insight_.recipient().text()))
          .value();
  std::optional<Scope> scope_;
  std::optional<EventSeal> seal_;
  EventStage stage_{terms_, "4711"};
};

constexpr const char* kHead = "call,time,event,object\n";

TEST_F(EventStageTest, ATitleBecomesItsRulesNameAndNothingElse) {
  show("Sök – Anna Andersson 19810101-1234");
  EXPECT_EQ(taken(), std::string(kHead) + "4711,2026-12-01T08:15:04.120Z,screen,sök\n");
  EXPECT_EQ(stage_.count(), 1U);
}

TEST_F(EventStageTest, ARulesKindOfEventIsTheEvents) {
  show("Artikel 12");
  EXPECT_EQ(taken(), std::string(kHead) + "4711,2026-12-01T08:15:04.120Z,article,artikel\n");
}

TEST_F(EventStageTest, ATitleInLatin1IsTheSameTitle) {
  agreement::Terms terms = terms_;
  terms.screens = {{"sök", "Sök *", "", "screen"}};
  for (const char* text : {"S\xf6k a", "Sök a"}) {
    EventStage stage(terms, "4711");
    stage.title(kNow, kAt, scope_->pass(RawForTests::raw_title(1, text, facts())));
    EXPECT_EQ(stage.count(), 1U) << text;
  }
}

TEST_F(EventStageTest, NoTitleDoesHarm) {
  for (const std::string& text :
       {std::string(), std::string(4096, '\xff'), std::string("Sök – \0\n,\"\x1b[2J", 14),
        std::string("\xc3"), std::string(4096, '*')}) {
    show(text);
    show("Artikel 1");
  }
  const std::string csv = taken();
  EXPECT_EQ(csv.find('\x1b'), std::string::npos);
  EXPECT_EQ(static_cast<std::uint64_t>(std::count(csv.begin(), csv.end(), '\n')), stage_.count() + 1);
}

TEST_F(EventStageTest, WhatStaysTheSameScreenIsOneEvent) {
  show("Sök – a");
  show("Sök – b");
  show("Artikel 1");
  show("Sök – c");
  EXPECT_EQ(stage_.count(), 3U);
}

TEST_F(EventStageTest, EachWindowHasAScreenOfItsOwn) {
  show("Sök – a", 1);
  show("Sök – a", 2);
  show("Sök – b", 1);
  EXPECT_EQ(stage_.count(), 2U);
  stage_.surface_closed(1);
  show("Sök – b", 1);
  EXPECT_EQ(stage_.count(), 3U);
}

TEST_F(EventStageTest, WhatFitsNoRuleIsNothing) {
  agreement::Terms strict = terms_;
  strict.screens.pop_back();
  EventStage stage(strict, "4711");
  stage.title(kNow, kAt, scope_->pass(RawForTests::raw_title(1, "Något helt annat", facts())));
  EXPECT_FALSE(stage.due());
}

TEST_F(EventStageTest, WhatDidNotPassTheScopeIsNothing) {
  show("Sök – a", 1, facts("other"));
  TitleFacts ended = facts();
  ended.window.reset();
  show("Sök – a", 1, ended);
  TitleFacts gone = facts();
  gone.doubt = track::Withheld::kReadFailed;
  show("Sök – a", 1, gone);
  EXPECT_FALSE(stage_.due());
}

TEST_F(EventStageTest, EventsWaitTwoSecondsForOthers) {
  show("Sök – a");
  EXPECT_EQ(stage_.due(), kNow + std::chrono::seconds(2));
  (void)taken();
  EXPECT_FALSE(stage_.due());
}

constexpr const char* kSaid = "4711,2026-12-01T08:15:04.120Z,did-not-help,";

TEST_F(EventStageTest, TheAgentsWordIsAboutTheScreenThatIsShown) {
  show("Sök – a");
  stage_.did_not_help(kNow, kAt);
  EXPECT_EQ(taken(), std::string(kHead) + "4711,2026-12-01T08:15:04.120Z,screen,sök\n" + kSaid + "sök\n");
  EXPECT_EQ(stage_.count(), 2U);
  show("Artikel 12", 2);
  stage_.did_not_help(kNow, kAt);
  EXPECT_TRUE(taken().ends_with(std::string(kSaid) + "artikel\n"));
  stage_.surface_closed(2);
  stage_.did_not_help(kNow, kAt);
  EXPECT_EQ(taken(), std::string(kHead) + kSaid + "\n") << "the window is gone, or nothing may be read";
}

TEST_F(EventStageTest, WithoutAScreenTheAgentsWordIsOneAllTheSame) {
  stage_.did_not_help(kNow, kAt);
  EXPECT_EQ(stage_.due(), kNow + EventStage::kGathered);
  EXPECT_EQ(taken(), std::string(kHead) + kSaid + "\n");
}

// What was shown may not be kept; that the agent has said so may.
TEST_F(EventStageTest, TheAgentsWordIsNotForgottenButForTheScreen) {
  show("Sök – a");
  stage_.did_not_help(kNow, kAt);
  (void)taken();
  stage_.did_not_help(kNow, kAt);
  stage_.begin_anew(0);
  EXPECT_EQ(stage_.count(), 2U);
  EXPECT_FALSE(stage_.due()) << "nothing has to be proven for it";
  show("Artikel 12");
  EXPECT_EQ(taken(), std::string(kHead) + kSaid + "\n" + kSaid + "\n" +
                         "4711,2026-12-01T08:15:04.120Z,article,artikel\n");
  // Nor is it the second time, where that is not kept either; nor stored twice.
  stage_.begin_anew(0);
  EXPECT_TRUE(stage_.take_words());
  stage_.stored();
  EXPECT_FALSE(stage_.take_words());
  stage_.begin_anew(2);
  EXPECT_EQ(stage_.count(), 2U);
}

TEST_F(EventStageTest, WhatTheAgentSaysAfterSomethingWasTakenIsNotStoredWithThat) {
  stage_.did_not_help(kNow, kAt);
  (void)taken();
  stage_.did_not_help(kNow, kAt);
  stage_.stored();
  stage_.begin_anew(1);
  EXPECT_EQ(stage_.count(), 2U);
  stage_.stored();
  EXPECT_TRUE(stage_.take_words());
}

TEST_F(EventStageTest, ACellThatWouldEndEarlyIsQuoted) {
  EventStage stage(terms_, "47,\"11\"");
  stage.title(kNow, kAt, scope_->pass(RawForTests::raw_title(1, "Sök – a", facts())));
  const recording::SealedChunk sealed = seal_->pass(stage.take()).value();
  std::vector<seal::Identity> keys;
  keys.push_back(seal::parse_identity(insight_.secret_text()).value());
  EXPECT_EQ(text_of(seal::open_with(keys, sealed.bytes(), 100'000).value()),
            std::string(kHead) + "\"47,\"\"11\"\"\",2026-12-01T08:15:04.120Z,screen,sök\n");
}

}  // namespace
}  // namespace insyn::recorder
