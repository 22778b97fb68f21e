#include "recorder/service/call_watch.h"

#include <gtest/gtest.h>

#include "recorder/call/testing_clock.h"

namespace insyn::recorder {
namespace {

using control::CallNews;

class CallWatchTest : public testing::Test {
 protected:
  CallWatchTest() { watch_.set_watched(true); }
  static calls::Statement statement(calls::Event event = calls::Event::kBegin) {
    calls::Statement said;
    said.source = "pbx";
    said.event = event;
    said.call = "4711";
    said.agent = "201";
    said.kind = "Faktura";
    return said;
  }
  static std::vector<std::string> kinds(const std::vector<CallNews>& all) {
    std::vector<std::string> kinds;
    for (const CallNews& one : all)
      kinds.emplace_back(std::visit([](const auto& what) { return what.kCode; }, one.what));
    return kinds;
  }

  TestingClock clock_;
  CallWatch watch_{clock_};
};

using Kinds = std::vector<std::string>;

TEST_F(CallWatchTest, TellsInOrderAndOnce) {
  watch_.said(statement(), {});
  watch_.answered("pbx", std::chrono::milliseconds(12), {});
  watch_.said(statement(calls::Event::kResume), reason::CallTooOld{});
  const std::vector<CallNews> told = watch_.take();
  ASSERT_EQ(kinds(told), (Kinds{"said", "answered", "said"}));
  EXPECT_EQ(std::get<control::SourceSaid>(told[0].what),
            (control::SourceSaid{"pbx", "begin", "4711", "201", "Faktura", "", Utc{}}));
  EXPECT_EQ(told[0].time, clock_.utc());
  EXPECT_EQ(std::get<control::SourceAnswered>(told[1].what).ms, 12);
  EXPECT_EQ(told[2].why, reason::Reason(reason::CallTooOld{}));
  EXPECT_TRUE(watch_.take().empty());
}

TEST_F(CallWatchTest, NothingIsCollectedWhileNobodyWatches) {
  watch_.said(statement(), {});
  watch_.set_watched(false);
  watch_.said(statement(), {});
  watch_.not_signed(reason::CallUnsigned{});
  watch_.answered("pbx", {}, {});
  EXPECT_TRUE(watch_.take().empty());
}

TEST_F(CallWatchTest, ABoundedNumberIsToldAndHowManyMoreThereWere) {
  for (std::size_t i = 0; i < CallWatch::kMostWaiting + 7; ++i) watch_.said(statement(), {});
  const std::vector<CallNews> told = watch_.take();
  ASSERT_EQ(told.size(), CallWatch::kMostWaiting + 1);
  EXPECT_EQ(std::get<control::LeftOut>(told.back().what).count, 7);
  watch_.said(statement(), {});
  EXPECT_EQ(watch_.take().size(), 1U);
}

// Whoever reaches the calls socket could send thousands.
TEST_F(CallWatchTest, WhatNobodyHasSignedIsToldOnceASecond) {
  for (int i = 0; i < 10; ++i) watch_.not_signed(reason::CallUnsigned{});
  EXPECT_EQ(watch_.take().size(), 1U);
  clock_.pass(std::chrono::seconds(1));
  watch_.not_signed(reason::CallUnsigned{});
  EXPECT_EQ(watch_.take().size(), 1U);
}

TEST_F(CallWatchTest, ASourceIsToldWhenThatChangesAndIsPresentSinceThen) {
  watch_.set_source("pbx", reason::NoCallCarrier{});
  watch_.set_source("pbx", reason::NoCallCarrier{});
  clock_.pass(std::chrono::seconds(5));
  watch_.set_source("pbx", {});
  clock_.pass(std::chrono::seconds(5));
  watch_.set_source("pbx", {});
  EXPECT_EQ(kinds(watch_.take()), (Kinds{"source", "source"}));
  const std::vector<CallNews> present = watch_.present({});
  ASSERT_EQ(kinds(present), (Kinds{"source", "present"}));
  EXPECT_EQ(std::get<control::SourceNews>(present[0].what).since, clock_.utc() - std::chrono::seconds(5));
  EXPECT_FALSE(present[0].why);
}

// Also where that changed while nobody was watching.
TEST_F(CallWatchTest, ASourceIsKnownToWhoeverComesLater) {
  watch_.set_watched(false);
  watch_.set_source("pbx", reason::CallSourceSilent{{"pbx"}});
  watch_.set_watched(true);
  EXPECT_TRUE(watch_.take().empty());
  EXPECT_EQ(watch_.present({}).at(0).why, reason::Reason(reason::CallSourceSilent{{"pbx"}}));
}

TEST_F(CallWatchTest, CallsThatGoOnArePresentAndWhyNothingIsKept) {
  using Standing = ToldCalls::Standing;
  calls::Leg leg;
  leg.begin = statement();
  const auto why = [&](Standing standing) {
    const std::vector<CallNews> all = watch_.present({{&leg, standing}});
    return all.size() == 2 ? all.front().why : std::optional<reason::Reason>(reason::CallLost{});
  };
  EXPECT_EQ(why(Standing::kGoesOn), std::nullopt);
  EXPECT_EQ(why(Standing::kHeld), reason::Reason(reason::CallHeld{}));
  EXPECT_EQ(why(Standing::kCardData), reason::Reason(reason::CardPause{}));
  EXPECT_EQ(why(Standing::kUnclear), reason::Reason(reason::CallUnanswered{{"pbx"}}));
  leg.missed = true;
  EXPECT_EQ(why(Standing::kUnclear), reason::Reason(reason::CallWordMissing{{"pbx"}}));
  EXPECT_EQ(kinds(watch_.present({{&leg, Standing::kEnded}, {&leg, Standing::kLost}})), Kinds{"present"});
}

}  // namespace
}  // namespace insyn::recorder
