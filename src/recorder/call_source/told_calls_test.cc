#include "recorder/call_source/told_calls.h"

#include <gtest/gtest.h>

#include "calls/statement/testing.h"
#include "recorder/call/testing_clock.h"

namespace insyn::recorder {
namespace {

using calls::Answer;
using calls::Event;
using calls::Statement;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Standing = ToldCalls::Standing;
constexpr auto kConnected = calls::CallState::kConnected;

class ToldCallsTest : public testing::Test {
 protected:
  ToldCallsTest() { told_.set_numbers({"201", "5502"}); }

  static calls::FromCarrier carried(const Statement& said, const note::Signer& signer) {
    return calls::CarriedStatement{calls::sign_statement(said, signer).value()};
  }
  // What the source says next about this leg.
  Statement next(Event event, const std::string& leg = "leg 1") {
    Statement said;
    said.source = "pbx";
    said.sequence = ++sequence_;
    said.previous = event == Event::kBegin ? 0 : std::exchange(last_[leg], sequence_);
    last_[leg] = sequence_;
    said.at = said.began = clock_.utc();
    said.event = event;
    said.call = "call of " + leg;
    said.leg = leg;
    said.agent = "201";
    said.kind = "Faktura";
    return said;
  }
  void tell(const Statement& said) {
    told_.take(carried(said, pbx_));
    told_.pass();
  }
  void tell(Event event, const std::string& leg = "leg 1") { tell(next(event, leg)); }

  // What was asked last.
  const calls::Asked& asked() const { return asked_.back(); }
  Answer answer(calls::CallState state) const {
    Answer answer;
    answer.source = asked().source;
    answer.nonce = asked().nonce;
    answer.call = asked().call;
    answer.leg = asked().leg;
    answer.agent = "201";
    answer.state = state;
    answer.last = last_.at(asked().leg);
    return answer;
  }
  void give(const Answer& answer) {
    told_.take(calls::CarriedAnswer{calls::sign_answer(answer, pbx_).value()});
    told_.pass();
  }
  void give(calls::CallState state) { give(answer(state)); }
  void pass(milliseconds time) {
    clock_.pass(time);
    told_.pass();
  }
  // In steps, as a recorder wakes.
  void wait(milliseconds time) {
    for (milliseconds passed{0}; passed < time; passed += milliseconds(100)) pass(milliseconds(100));
  }
  std::vector<Standing> standings() const {
    std::vector<Standing> all;
    for (const ToldCalls::Told& told : told_.calls()) all.push_back(told.standing);
    return all;
  }
  void ask_for_proof(milliseconds captured = milliseconds(500)) {
    told_.prove("pbx", "leg 1");
    told_.ask(clock_.mono() - captured);
  }

  TestingClock clock_;
  const note::Signer pbx_ = note::Signer::generate("pbx").value();
  std::uint64_t sequence_ = 1'796'112'903'251;
  std::map<std::string, std::uint64_t> last_;
  std::vector<calls::Asked> asked_;
  ToldCalls told_{{calls::source_of(pbx_, 5)}, seconds(0), {}, clock_, [this](const calls::Asked& asked) {
                    asked_.push_back(asked);
                  }};
};

using All = std::vector<Standing>;

TEST_F(ToldCallsTest, ACallTakesItsCourse) {
  EXPECT_EQ(standings(), All{});
  EXPECT_EQ(told_.due(), std::nullopt) << "nothing is waited for outside of calls";
  tell(Event::kBegin);
  EXPECT_EQ(standings(), All{Standing::kGoesOn});
  tell(Event::kHold);
  EXPECT_EQ(standings(), All{Standing::kHeld});
  tell(Event::kResume);
  EXPECT_EQ(standings(), All{Standing::kGoesOn});
  tell(Event::kPause);
  EXPECT_EQ(standings(), All{Standing::kCardData});
  tell(Event::kUnpause);
  EXPECT_EQ(standings(), All{Standing::kGoesOn});
  tell(Event::kEnd);
  EXPECT_EQ(standings(), All{Standing::kEnded});
  EXPECT_TRUE(asked_.empty());
  EXPECT_EQ(told_.due(), std::nullopt);
  EXPECT_EQ(told_.take_notes("pbx", "leg 1").size(), 6U);
  EXPECT_TRUE(told_.take_notes("pbx", "leg 1").empty());
}

TEST_F(ToldCallsTest, TheBeginIsGivenAnewToEachRecordingOfACall) {
  tell(Event::kBegin);
  told_.prove("pbx", "leg 1");
  const std::vector<std::string> begin = told_.take_notes("pbx", "leg 1");
  ASSERT_EQ(begin.size(), 1U);
  tell(Event::kHold);
  tell(Event::kResume);
  told_.prove("pbx", "leg 1");
  const std::vector<std::string> again = told_.take_notes("pbx", "leg 1");
  ASSERT_EQ(again.size(), 3U);
  EXPECT_EQ(again.front(), begin.front());
  told_.prove("pbx", "leg 2");
  EXPECT_TRUE(told_.take_notes("pbx", "leg 2").empty());
}

TEST_F(ToldCallsTest, WhatIsConnectedIsProven) {
  tell(Event::kBegin);
  pass(seconds(1));
  ask_for_proof();
  EXPECT_EQ(told_.answer(), std::nullopt);
  give(kConnected);
  EXPECT_EQ(told_.answer(), CallState::kConnected);
}

TEST_F(ToldCallsTest, NobodyElseAnswers) {
  tell(Event::kBegin);
  pass(seconds(1));
  ask_for_proof();
  const auto stranger = note::Signer::generate("pbx").value();
  told_.take(calls::CarriedAnswer{calls::sign_answer(answer(kConnected), stranger).value()});
  EXPECT_EQ(told_.answer(), std::nullopt);
  Answer other = answer(kConnected);
  other.nonce[0] ^= 1;
  give(other);
  EXPECT_EQ(told_.answer(), std::nullopt);
  other = answer(kConnected);
  other.last -= 1;
  give(other);
  EXPECT_EQ(told_.answer(), std::nullopt) << "of before the begin";
  give(kConnected);
  EXPECT_EQ(told_.answer(), CallState::kConnected) << "they keep nobody from answering";
}

TEST_F(ToldCallsTest, AnAnswerAfterASecondProvesNothing) {
  tell(Event::kBegin);
  pass(seconds(1));
  ask_for_proof();
  pass(milliseconds(1'001));
  give(kConnected);
  EXPECT_EQ(told_.answer(), std::nullopt);
}

TEST_F(ToldCallsTest, AHoldSinceTheCaptureBeganIsNotProven) {
  tell(Event::kBegin);
  pass(seconds(1));
  tell(Event::kHold);
  pass(seconds(1));
  tell(Event::kResume);
  pass(milliseconds(100));
  ask_for_proof(milliseconds(500));
  give(kConnected);
  EXPECT_EQ(told_.answer(), CallState::kHeld);
  pass(seconds(1));
  ask_for_proof(milliseconds(500));
  give(kConnected);
  EXPECT_EQ(told_.answer(), CallState::kConnected);
}

TEST_F(ToldCallsTest, AHoldThatIsHeldBackProvesNothingAndIsBelievedByTheAnswer) {
  tell(Event::kBegin);
  pass(seconds(1));
  (void)next(Event::kHold);
  ask_for_proof();
  give(calls::CallState::kHeld);
  EXPECT_EQ(told_.answer(), std::nullopt);
  EXPECT_EQ(standings(), All{Standing::kGoesOn}) << "it may still come";
  pass(milliseconds(500));
  EXPECT_EQ(told_.answer(), std::nullopt);
  EXPECT_EQ(standings(), All{Standing::kHeld});
  tell(Event::kResume);
  EXPECT_EQ(standings(), All{Standing::kGoesOn});
}

TEST_F(ToldCallsTest, AnAnswerThatOvertakesItsStatementIsJudgedOnceThatIsThere) {
  tell(Event::kBegin);
  pass(seconds(1));
  const Statement card = next(Event::kPause);
  ask_for_proof();
  give(calls::CallState::kPaused);
  EXPECT_EQ(told_.answer(), std::nullopt);
  pass(milliseconds(100));
  tell(card);
  EXPECT_EQ(told_.answer(), CallState::kCardData);
  EXPECT_EQ(standings(), All{Standing::kCardData});
}

TEST_F(ToldCallsTest, AnEndThatIsHeldBackEndsIt) {
  tell(Event::kBegin);
  pass(seconds(1));
  (void)next(Event::kEnd);
  ask_for_proof();
  give(calls::CallState::kEnded);
  pass(milliseconds(500));
  EXPECT_EQ(standings(), All{Standing::kEnded});
}

TEST_F(ToldCallsTest, AStatementThatIsMissedIsAskedFor) {
  tell(Event::kBegin);
  pass(seconds(1));
  (void)next(Event::kHold);
  tell(Event::kResume);
  EXPECT_EQ(standings(), All{Standing::kUnclear});
  ASSERT_EQ(asked_.size(), 1U);
  give(kConnected);
  EXPECT_EQ(standings(), All{Standing::kGoesOn});
}

TEST_F(ToldCallsTest, ASourceThatIsSilentIsAskedAndWhatItConfirmsGoesOn) {
  tell(Event::kBegin);
  EXPECT_EQ(told_.due(), clock_.mono() + seconds(5) + milliseconds(1));
  wait(milliseconds(5'100));
  EXPECT_EQ(standings(), All{Standing::kUnclear});
  ASSERT_EQ(asked_.size(), 1U);
  give(kConnected);
  EXPECT_EQ(standings(), All{Standing::kGoesOn});
  EXPECT_EQ(told_.due(), clock_.mono() + seconds(5) + milliseconds(1));
}

// What waits for its own answer is not dropped by it.
TEST_F(ToldCallsTest, ThatItIsAskedForIsNoReasonToStoreLess) {
  tell(Event::kBegin);
  wait(milliseconds(5'100));
  const Answer alive = answer(kConnected);
  ask_for_proof();
  give(alive);
  EXPECT_EQ(told_.answer(), std::nullopt);
  give(kConnected);
  EXPECT_EQ(told_.answer(), CallState::kConnected);
}

TEST_F(ToldCallsTest, ASourceThatStaysSilentIsAskedEachSecondAndItsCallIsLost) {
  tell(Event::kBegin);
  wait(seconds(15));
  EXPECT_EQ(asked_.size(), 10U);
  EXPECT_EQ(standings(), All{Standing::kUnclear});
  wait(seconds(51));
  EXPECT_EQ(standings(), All{Standing::kLost});
  const std::size_t asked = asked_.size();
  wait(seconds(10));
  EXPECT_EQ(asked_.size(), asked);
  EXPECT_EQ(told_.due(), std::nullopt);
}

class UnderWayTest : public ToldCallsTest {
 protected:
  // Held back until its time was over.
  void SetUp() override {
    const Statement late = next(Event::kBegin);
    pass(minutes_);
    tell(late);
  }
  const std::chrono::minutes minutes_{3};
};

TEST_F(UnderWayTest, BeginsByTheSourcesAnswerAlone) {
  EXPECT_EQ(standings(), All{});
  ASSERT_TRUE(told_.refused());
  EXPECT_NE(told_.refused()->as<reason::CallTooOld>(), nullptr) << code_of(*told_.refused());
  ASSERT_EQ(asked_.size(), 1U);
  give(kConnected);
  EXPECT_EQ(standings(), All{Standing::kGoesOn});
  EXPECT_EQ(told_.refused(), std::nullopt);
  EXPECT_EQ(told_.take_notes("pbx", "leg 1").size(), 1U);
}

TEST_F(UnderWayTest, ThatHasEndedBeginsNothing) {
  give(calls::CallState::kEnded);
  EXPECT_EQ(standings(), All{});
  wait(seconds(5));
  EXPECT_EQ(asked_.size(), 1U);
  EXPECT_EQ(told_.due(), std::nullopt);
}

TEST_F(UnderWayTest, ThatNobodyAnswersForIsGivenUp) {
  wait(seconds(30));
  EXPECT_EQ(standings(), All{});
  EXPECT_EQ(asked_.size(), static_cast<std::size_t>(ToldCalls::kMostAsked));
  EXPECT_EQ(told_.due(), std::nullopt) << "nothing is waited for outside of calls";
}

TEST_F(UnderWayTest, OfAnAgentWhoHasLeftIsAskedForNoMore) {
  told_.set_numbers({"300"});
  wait(seconds(5));
  EXPECT_EQ(asked_.size(), 1U);
  EXPECT_EQ(told_.due(), std::nullopt);
}

TEST_F(ToldCallsTest, ABeginThatComesTwiceIsNoRefusal) {
  const Statement begin = next(Event::kBegin);
  tell(begin);
  tell(begin);
  EXPECT_EQ(standings(), All{Standing::kGoesOn});
  EXPECT_EQ(told_.refused(), std::nullopt);
  EXPECT_TRUE(asked_.empty());
}

TEST_F(ToldCallsTest, ManyOldBeginsAreBounded) {
  std::vector<Statement> old;
  for (int i = 0; i < 50; ++i) old.push_back(next(Event::kBegin, "leg " + std::to_string(i)));
  pass(std::chrono::minutes(3));
  for (const Statement& one : old) tell(one);
  EXPECT_EQ(asked_.size(), calls::Trust::kMostLegs);
}

TEST_F(ToldCallsTest, CallsOfAnotherAgentAreNoneHere) {
  Statement said = next(Event::kBegin);
  said.agent = "999";
  tell(said);
  EXPECT_EQ(standings(), All{});
  EXPECT_NE(told_.refused()->as<reason::CallOfAnother>(), nullptr);
  EXPECT_TRUE(asked_.empty());
  tell(Event::kBegin, "leg 2");
  EXPECT_EQ(standings(), All{Standing::kGoesOn});
  told_.set_numbers({});
  EXPECT_EQ(standings(), All{}) << "the agent has left";
}

TEST_F(ToldCallsTest, WhatNobodyHasSignedSaysNothing) {
  told_.take(carried(next(Event::kBegin), note::Signer::generate("pbx").value()));
  told_.take(calls::CarriedStatement{"nonsense"});
  told_.take(calls::CarriedAnswer{"nonsense"});
  told_.pass();
  EXPECT_EQ(standings(), All{});
  EXPECT_EQ(told_.refused(), std::nullopt);
  EXPECT_TRUE(asked_.empty());
}

TEST_F(ToldCallsTest, WhatIsRememberedBeginsNothingAgain) {
  const Statement begin = next(Event::kBegin);
  tell(begin);
  ToldCalls again({calls::source_of(pbx_, 5)}, seconds(0), told_.sequences(), clock_,
                  [this](const calls::Asked& asked) { asked_.push_back(asked); });
  again.set_numbers({"201"});
  again.take(carried(begin, pbx_));
  EXPECT_TRUE(again.calls().empty());
  EXPECT_EQ(asked_.size(), 1U) << "but the source may prove that it goes on";
}

TEST_F(ToldCallsTest, OfACallThatIsGoneNothingIsProven) {
  tell(Event::kBegin);
  told_.set_numbers({});
  ask_for_proof();
  EXPECT_EQ(told_.answer(), CallState::kEnded);
}

// What is told to whoever watches, a line for each.
class Notes final : public ToldCallsListener {
 public:
  void said(const Statement& statement, const std::optional<reason::Reason>& refused) override {
    all.push_back(fmt::format("{}{}", code_of(statement.event), why(refused)));
  }
  void not_signed(const reason::Reason& why_not) override { all.push_back("not signed" + why(why_not)); }
  void answered(const std::string& source, milliseconds after,
                const std::optional<reason::Reason>& why_not) override {
    all.push_back(fmt::format("{} {}{}", source, after.count(), why(why_not)));
  }
  std::vector<std::string> all;

 private:
  static std::string why(const std::optional<reason::Reason>& reason) {
    return reason ? fmt::format(": {}", code_of(*reason)) : "";
  }
};
using Told = std::vector<std::string>;

TEST_F(ToldCallsTest, WhoListensHearsWhatIsMadeOfEachStatement) {
  Notes notes;
  told_.set_listener(&notes);
  const Statement begin = next(Event::kBegin);
  tell(begin);
  tell(Event::kHold);
  tell(begin);
  EXPECT_EQ(notes.all, (Told{"begin", "hold"})) << "what a link says again when it connects is no news";
  Statement resume = next(Event::kResume);
  resume.at -= seconds(6);
  resume.began = resume.at;
  tell(resume);
  tell(Event::kEnd);
  Statement of_before = next(Event::kResume, "leg of before");
  of_before.previous = of_before.sequence - 1;
  tell(of_before);
  EXPECT_EQ(notes.all, (Told{"begin", "hold", "resume: call-too-old", "end", "resume: call-under-way"}));
}

TEST_F(ToldCallsTest, WhoListensHearsNothingOfOthersAndThatSomethingIsNotSigned) {
  Notes notes;
  told_.set_listener(&notes);
  Statement of_another = next(Event::kBegin, "another's");
  of_another.agent = "999";
  tell(of_another);
  tell(Event::kBegin);
  Statement moved = next(Event::kHold);
  moved.agent = "999";
  tell(moved);
  EXPECT_EQ(notes.all, Told{"begin"});
  const note::Signer nobody = note::Signer::generate("pbx").value();
  told_.take(carried(next(Event::kBegin, "leg 2"), nobody));
  EXPECT_EQ(notes.all.back(), "not signed: call-unsigned");
}

TEST_F(ToldCallsTest, WhoListensHearsOfABeginThatIsProvenLater) {
  Notes notes;
  Statement begin = next(Event::kBegin);
  begin.at -= seconds(10);
  begin.began = begin.at;
  told_.set_listener(&notes);
  tell(begin);
  EXPECT_EQ(notes.all, Told{"begin: call-too-old"});
  give(kConnected);
  EXPECT_EQ(notes.all, (Told{"begin: call-too-old", "begin"}));
}

TEST_F(ToldCallsTest, WhoListensHearsHowLongEachAnswerTook) {
  Notes notes;
  tell(Event::kBegin);
  pass(seconds(1));
  told_.set_listener(&notes);
  ask_for_proof();
  pass(milliseconds(12));
  give(kConnected);
  EXPECT_EQ(notes.all, Told{"pbx 12"});
  ask_for_proof();
  pass(milliseconds(30));
  give(calls::CallState::kHeld);
  EXPECT_EQ(notes.all.back(), "pbx 30: call-held");
  told_.ask(clock_.mono());
  pass(seconds(1));
  told_.ask(clock_.mono());
  EXPECT_EQ(notes.all.back(), "pbx 1000: call-unanswered");
  EXPECT_EQ(notes.all.size(), 3U);
}

}  // namespace
}  // namespace insyn::recorder
