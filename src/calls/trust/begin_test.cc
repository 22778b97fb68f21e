// What begins a call, and what stops it.
#include <functional>

#include "calls/trust/testing.h"

namespace insyn::calls {
namespace {

using namespace reason;

TEST_F(TrustTest, CallOfThisAgentBegins) {
  const auto taken = trust_.take(by(pbx_, example_statement()), now_);
  ASSERT_TRUE(taken) << code_of(taken.error());
  EXPECT_EQ(*taken, example_statement());
  EXPECT_TRUE(leg().goes_on());
  EXPECT_EQ(trust_.sequences(), (Trust::Sequences{{"pbx", example_statement().sequence}}));
}

TEST_F(TrustTest, NobodyButTheSourceBegins) {
  Statement said = example_statement();
  EXPECT_TRUE(refused_as<CallUnsigned>(trust_.take(by(note::Signer::generate("pbx").value(), said), now_)));
  EXPECT_TRUE(refused_as<CallUnsigned>(trust_.take(by(cloud_, said), now_))) << "in another source's name";
  EXPECT_TRUE(refused_as<CallUnsigned>(trust_.take(with(by(pbx_, said), "\"201\"", "\"5502\""), now_)));
  EXPECT_TRUE(refused_as<Fault>(trust_.take("begin", now_)));
  EXPECT_TRUE(refused_as<Fault>(trust_.take(sign_answer(example_answer(), pbx_).value(), now_)));
  EXPECT_TRUE(trust_.legs().empty());
  EXPECT_TRUE(trust_.sequences().empty());
}

TEST_F(TrustTest, CallOfAnotherAgentDoesNotBegin) {
  Statement said = example_statement();
  said.agent = "202";
  EXPECT_TRUE(refused_as<CallOfAnother>(trust_.take(by(pbx_, said), now_)));
  EXPECT_TRUE(trust_.legs().empty());
}

// What was refused takes nothing away from what is really this agent's.
TEST_F(TrustTest, StatementOfAnotherAgentOutdatesNothing) {
  Statement later = example_statement();
  later.agent = "202";
  later.sequence += 10;
  EXPECT_TRUE(refused_as<CallOfAnother>(trust_.take(by(pbx_, later), now_)));
  begin();
}

TEST_F(TrustTest, ReplayedBeginDoesNotBegin) {
  begin();
  const std::string again = by(pbx_, example_statement());
  EXPECT_TRUE(refused_as<CallReplayed>(trust_.take(again, now_)));
  ASSERT_TRUE(trust_.take(by(pbx_, next(Event::kEnd, leg().last)), now_));
  EXPECT_TRUE(refused_as<CallReplayed>(trust_.take(again, now_)));
  EXPECT_TRUE(leg().ended);
  // A recorder that was started again knows it too.
  Trust later(sources_, {"201"}, trust_.sequences());
  EXPECT_TRUE(refused_as<CallReplayed>(later.take(again, now_)));
  // Each source counts by itself.
  Statement other = example_statement();
  other.source = "cloud";
  EXPECT_TRUE(later.take(by(cloud_, other), now_));
}

TEST_F(TrustTest, OldBeginDoesNotBegin) {
  pass(milliseconds(4951));
  Trust in_time = trust_;
  EXPECT_TRUE(in_time.take(by(pbx_, example_statement()), now_));
  pass(milliseconds(1));
  EXPECT_TRUE(refused_as<CallTooOld>(trust_.take(by(pbx_, example_statement()), now_)));
  pass(std::chrono::hours(24));
  EXPECT_TRUE(refused_as<CallTooOld>(trust_.take(by(pbx_, example_statement()), now_))) << "yesterday's";
}

TEST_F(TrustTest, BeginOfTheFutureDoesNotBegin) {
  now_.utc = example_statement().at - seconds(5);
  Trust in_time = trust_;
  EXPECT_TRUE(in_time.take(by(pbx_, example_statement()), now_));
  now_.utc -= milliseconds(1);
  EXPECT_TRUE(refused_as<CallInFuture>(trust_.take(by(pbx_, example_statement()), now_)));
  EXPECT_TRUE(trust_.sequences().empty());
}

// Whoever sets this computer's clock back makes no old statement new, nor does a suspend in between.
TEST_F(TrustTest, OldBeginDoesNotBeginByAClockThatWasSetBack) {
  Statement held_back = example_statement();
  held_back.leg = "another";
  held_back.sequence += 5;
  begin();
  now_.mono += std::chrono::minutes(10);
  EXPECT_TRUE(refused_as<CallTooOld>(trust_.take(by(pbx_, held_back), now_)));
}

// A stop counts by whatever clock, and does not make the next begin an old one.
TEST_F(TrustTest, StopOfTheFutureOutdatesNothing) {
  begin();
  Statement end = next(Event::kEnd, leg().last);
  end.at += std::chrono::hours(1);
  ASSERT_TRUE(trust_.take(by(pbx_, end), now_));
  pass(seconds(5));
  Statement said = next(Event::kBegin, 0);
  said.leg = "another";
  said.began = said.at;
  EXPECT_TRUE(trust_.take(by(pbx_, said), now_));
}

TEST_F(TrustTest, CallUnderWayDoesNotBegin) {
  EXPECT_TRUE(refused_as<CallUnderWay>(trust_.take(by(pbx_, next(Event::kResume, 7)), now_)));
  EXPECT_TRUE(refused_as<CallUnderWay>(trust_.take(by(pbx_, next(Event::kUnpause, 7)), now_)));
  // The source says itself that it began earlier.
  Statement late = next(Event::kBegin, 0);
  late.began = late.at - seconds(5);
  Trust in_time = trust_;
  EXPECT_TRUE(in_time.take(by(pbx_, late), now_));
  late.began -= milliseconds(1);
  EXPECT_TRUE(refused_as<CallUnderWay>(trust_.take(by(pbx_, late), now_)));
  EXPECT_TRUE(trust_.legs().empty());
}

TEST_F(TrustTest, HoldPauseAndEndStopAndAreTakenBack) {
  begin();
  ASSERT_TRUE(trust_.take(by(pbx_, next(Event::kHold, leg().last)), now_));
  EXPECT_TRUE(leg().held);
  ASSERT_TRUE(trust_.take(by(pbx_, next(Event::kPause, leg().last)), now_));
  ASSERT_TRUE(trust_.take(by(pbx_, next(Event::kResume, leg().last)), now_));
  EXPECT_TRUE(leg().paused) << "a pause ends by unpause or the end alone";
  EXPECT_FALSE(leg().goes_on());
  ASSERT_TRUE(trust_.take(by(pbx_, next(Event::kUnpause, leg().last)), now_));
  EXPECT_TRUE(leg().goes_on());
  ASSERT_TRUE(trust_.take(by(pbx_, next(Event::kEnd, leg().last)), now_));
  EXPECT_TRUE(refused_as<CallEnded>(trust_.take(by(pbx_, next(Event::kResume, leg().last)), now_)));
  EXPECT_TRUE(refused_as<CallEnded>(trust_.take(by(pbx_, next(Event::kUnpause, leg().last)), now_)));
  EXPECT_FALSE(leg().goes_on());
}

TEST_F(TrustTest, LateStopStopsAndLateResumeDoesNotResume) {
  begin();
  const Statement hold = next(Event::kHold, leg().last), resume = next(Event::kResume, hold.sequence);
  pass(seconds(30));
  ASSERT_TRUE(trust_.take(by(pbx_, hold), now_));
  EXPECT_TRUE(leg().held);
  EXPECT_TRUE(refused_as<CallTooOld>(trust_.take(by(pbx_, resume), now_)));
  EXPECT_FALSE(leg().goes_on());
}

TEST_F(TrustTest, ReplayedStopDoesNotStop) {
  begin();
  const std::string hold = by(pbx_, next(Event::kHold, leg().last));
  ASSERT_TRUE(trust_.take(hold, now_));
  ASSERT_TRUE(trust_.take(by(pbx_, next(Event::kResume, leg().last)), now_));
  EXPECT_TRUE(refused_as<CallReplayed>(trust_.take(hold, now_)));
  EXPECT_TRUE(leg().goes_on());
}

// The server hands on the end of a pause, and not the pause.
TEST_F(TrustTest, StatementThatIsHeldBackIsMissed) {
  begin();
  const Statement pause = next(Event::kPause, leg().last), unpause = next(Event::kUnpause, pause.sequence);
  EXPECT_TRUE(refused_as<CallWordMissing>(trust_.take(by(pbx_, unpause), now_)));
  EXPECT_FALSE(leg().goes_on());
  EXPECT_TRUE(refused_as<CallReplayed>(trust_.take(by(pbx_, pause), now_)));
  // A stop after something that is missing stops all the same.
  next(Event::kResume, 1);
  ASSERT_TRUE(trust_.take(by(pbx_, next(Event::kHold, sequence_)), now_));
  EXPECT_TRUE(leg().held);
}

TEST_F(TrustTest, CallThatMovesToAnotherNumberIsForgotten) {
  begin();
  Statement moved = next(Event::kHold, leg().last);
  moved.agent = "202";
  EXPECT_TRUE(refused_as<CallOfAnother>(trust_.take(by(pbx_, moved), now_)));
  EXPECT_TRUE(trust_.legs().empty());
  EXPECT_TRUE(refused_as<CallUnderWay>(trust_.take(by(pbx_, next(Event::kResume, moved.sequence)), now_)));
}

// To another number of the same agent, too: that leg was not seen to begin there.
TEST_F(TrustTest, LegHasOneNumber) {
  begin();
  Statement moved = next(Event::kResume, leg().last);
  moved.agent = "5502";
  EXPECT_TRUE(refused_as<CallOfAnother>(trust_.take(by(pbx_, moved), now_)));
  EXPECT_TRUE(trust_.legs().empty());
}

TEST_F(TrustTest, NumbersAndSourcesThatAreTakenAwayTakeTheirCallsAlong) {
  begin();
  trust_.replace(sources_, {"201"});
  EXPECT_EQ(trust_.legs().size(), 1U);
  Trust moved = trust_, other_key = trust_;
  moved.replace(sources_, {"5502"});
  EXPECT_TRUE(moved.legs().empty());
  other_key.replace({source_of(note::Signer::generate("pbx").value())}, {"201"});
  EXPECT_TRUE(other_key.legs().empty());
  trust_.replace({source_of(cloud_)}, {"201"});
  EXPECT_TRUE(trust_.legs().empty());
  EXPECT_TRUE(refused_as<CallUnsigned>(trust_.take(by(pbx_, next(Event::kBegin, 0)), now_)));
}

TEST_F(TrustTest, LegsAreBounded) {
  for (int i = 0; i < 20; ++i) {
    Statement said = next(Event::kBegin, 0);
    said.leg = std::to_string(i);
    ASSERT_TRUE(trust_.take(by(pbx_, said), now_));
  }
  EXPECT_EQ(trust_.legs().size(), Trust::kMostLegs);
  EXPECT_NE(trust_.find("pbx", "19"), nullptr);
  // One that has ended goes first.
  Statement end = next(Event::kEnd, trust_.find("pbx", "15")->last);
  end.leg = "15";
  ASSERT_TRUE(trust_.take(by(pbx_, end), now_));
  Statement said = next(Event::kBegin, 0);
  ASSERT_TRUE(trust_.take(by(pbx_, said), now_));
  EXPECT_EQ(trust_.find("pbx", "15"), nullptr);
  EXPECT_NE(trust_.find("pbx", "12"), nullptr);
}

TEST_F(TrustTest, WordLapses) {
  begin();
  EXPECT_FALSE(leg().lapsed(now_.mono + seconds(5)));
  EXPECT_TRUE(leg().lapsed(now_.mono + seconds(5) + std::chrono::microseconds(1)));
}

}  // namespace
}  // namespace insyn::calls
