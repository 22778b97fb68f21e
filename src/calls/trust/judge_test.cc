// What an answer allows.
#include "calls/trust/testing.h"

namespace insyn::calls {
namespace {

using namespace reason;

class JudgeTest : public TrustTest {
 protected:
  void SetUp() override {
    begin();
    captured_.from = now_.mono;
    pass(seconds(1));
    captured_.until = now_.mono;
    question_ = ask();
    pass(milliseconds(40));
  }
  OrReason<void> judge(const std::string& answer, int after_call = 0) {
    return trust_.judge(answer, question_, captured_, seconds(after_call), now_.mono);
  }
  OrReason<void> judge(const Answer& answer, int after_call = 0) {
    return judge(sign_answer(answer, pbx_).value(), after_call);
  }
  // As if the hour before had been another second of the same call.
  void another_second() {
    captured_.from = now_.mono;
    pass(seconds(1));
    captured_.until = now_.mono;
    nonce_ = random_nonce();
    question_ = ask();
  }

  Captured captured_;
  Question question_;
};

TEST_F(JudgeTest, ConnectedIsStored) {
  const auto stored = judge(answer(CallState::kConnected));
  EXPECT_TRUE(stored) << code_of(stored.error());
}

TEST_F(JudgeTest, NobodyButTheSourceAnswers) {
  Answer said = answer(CallState::kConnected);
  EXPECT_TRUE(
      refused_as<CallUnsigned>(judge(sign_answer(said, note::Signer::generate("pbx").value()).value())));
  EXPECT_TRUE(refused_as<CallUnsigned>(judge(sign_answer(said, cloud_).value())));
  EXPECT_TRUE(refused_as<Fault>(judge(by(pbx_, example_statement()))));
  said.source = "cloud";
  EXPECT_TRUE(refused_as<CallAnswerOther>(judge(sign_answer(said, cloud_).value())));
}

TEST_F(JudgeTest, AnswerToAnotherQuestionAllowsNothing) {
  const auto other = [&](auto change) {
    Answer said = answer(CallState::kConnected);
    change(said);
    return refused_as<CallAnswerOther>(judge(said));
  };
  EXPECT_TRUE(other([](Answer& a) { a.nonce = random_nonce(); }));
  EXPECT_TRUE(other([](Answer& a) { a.call = "another"; }));
  EXPECT_TRUE(other([](Answer& a) { a.leg = "another"; }));
}

TEST_F(JudgeTest, QuestionIsAskedAfterWhatItIsAbout) {
  captured_.until += milliseconds(1);
  EXPECT_TRUE(refused_as<CallAnswerOther>(judge(answer(CallState::kConnected))));
}

TEST_F(JudgeTest, LateAnswerAllowsNothing) {
  pass(milliseconds(960));
  EXPECT_TRUE(judge(answer(CallState::kConnected)));
  pass(milliseconds(1));
  EXPECT_TRUE(refused_as<CallUnanswered>(judge(answer(CallState::kConnected))));
  pass(std::chrono::hours(8));  // the computer has slept
  EXPECT_TRUE(refused_as<CallUnanswered>(judge(answer(CallState::kConnected))));
  now_.mono = question_.asked - milliseconds(1);
  EXPECT_TRUE(refused_as<CallUnanswered>(judge(answer(CallState::kConnected))));
}

TEST_F(JudgeTest, NothingIsStoredOnHoldInAPauseOrAfterTheEnd) {
  EXPECT_TRUE(refused_as<CallHeld>(judge(answer(CallState::kHeld))));
  EXPECT_TRUE(refused_as<CardPause>(judge(answer(CallState::kPaused))));
  EXPECT_TRUE(refused_as<CallEnded>(judge(answer(CallState::kEnded))));
}

TEST_F(JudgeTest, JustEndedIsStoredWhereThatIsAgreed) {
  Answer ended = answer(CallState::kEnded);
  ended.ended_ago = milliseconds(1999);
  EXPECT_TRUE(judge(ended, 2));
  ended.ended_ago = milliseconds(2000);
  EXPECT_TRUE(refused_as<CallEnded>(judge(ended, 2)));
  // Its statement has arrived as well.
  ASSERT_TRUE(trust_.take(by(pbx_, next(Event::kEnd, leg().last)), now_));
  ended.ended_ago = milliseconds(100);
  ended.last = sequence_;
  EXPECT_TRUE(judge(ended, 2));
  EXPECT_TRUE(refused_as<CallEnded>(judge(answer(CallState::kConnected), 2)))
      << "the source contradicts itself";
}

TEST_F(JudgeTest, AnswerThatKnowsLessAllowsNothing) {
  Answer before = answer(CallState::kConnected);
  ASSERT_TRUE(trust_.take(by(pbx_, next(Event::kHold, leg().last)), now_));
  EXPECT_TRUE(refused_as<CallAnswerOld>(judge(before)));
}

TEST_F(JudgeTest, AnswerThatKnowsMoreAllowsNothingUntilItHasArrived) {
  const Statement hold = next(Event::kHold, leg().last), resume = next(Event::kResume, hold.sequence);
  const Answer connected = answer(CallState::kConnected);
  EXPECT_TRUE(refused_as<CallWordMissing>(judge(connected)));
  // Once it has, it tells that the customer waited meanwhile.
  ASSERT_TRUE(trust_.take(by(pbx_, hold), now_));
  ASSERT_TRUE(trust_.take(by(pbx_, resume), now_));
  EXPECT_TRUE(refused_as<CallHeld>(judge(connected)));
  another_second();
  EXPECT_TRUE(judge(answer(CallState::kConnected)));
}

TEST_F(JudgeTest, WhatWasCapturedBeforeAPauseArrivedIsNotStored) {
  captured_.from = now_.mono;
  pass(milliseconds(200));  // the pause is on its way
  ASSERT_TRUE(trust_.take(by(pbx_, next(Event::kPause, leg().last)), now_));
  pass(milliseconds(200));
  ASSERT_TRUE(trust_.take(by(pbx_, next(Event::kUnpause, leg().last)), now_));
  captured_.until = now_.mono;
  question_ = ask();
  EXPECT_TRUE(refused_as<CardPause>(judge(answer(CallState::kConnected))));
}

TEST_F(JudgeTest, EndMakesNothingOfAHoldOrAPauseStorable) {
  for (const Event stop : {Event::kHold, Event::kPause}) {
    Trust before = trust_;
    ASSERT_TRUE(trust_.take(by(pbx_, next(stop, leg().last)), now_));
    another_second();
    ASSERT_TRUE(trust_.take(by(pbx_, next(Event::kEnd, leg().last)), now_));
    EXPECT_FALSE(judge(answer(CallState::kEnded), 10)) << "captured in the hold or the pause";
    another_second();
    EXPECT_TRUE(judge(answer(CallState::kEnded), 10)) << "after it";
    trust_ = before;
  }
}

TEST_F(JudgeTest, WhatWasCapturedBeforeTheBeginIsNotStored) {
  captured_.from -= milliseconds(1);
  EXPECT_TRUE(refused_as<CallUnderWay>(judge(answer(CallState::kConnected))));
}

TEST_F(JudgeTest, CallAtAnotherNumberIsNotStored) {
  Answer moved = answer(CallState::kConnected);
  moved.agent = "202";
  EXPECT_TRUE(refused_as<CallOfAnother>(judge(moved)));
  moved.agent = "5502";
  EXPECT_TRUE(refused_as<CallOfAnother>(judge(moved)));
  trust_.replace(sources_, {"5502"});
  EXPECT_TRUE(refused_as<CallUnderWay>(judge(answer(CallState::kConnected))));
}

TEST_F(JudgeTest, MissedCallGoesOnOnceAnAnswerIsBelievedAndNothingOfBefore) {
  const Statement pause = next(Event::kPause, leg().last), unpause = next(Event::kUnpause, pause.sequence);
  EXPECT_TRUE(refused_as<CallWordMissing>(trust_.take(by(pbx_, unpause), now_)));
  const std::string connected = signed_answer(CallState::kConnected);
  EXPECT_TRUE(refused_as<CallWordMissing>(judge(connected)));
  ASSERT_TRUE(trust_.believe(connected, question_, now_.mono));
  EXPECT_TRUE(leg().goes_on());
  EXPECT_TRUE(refused_as<CallWordMissing>(judge(connected)));
  EXPECT_TRUE(refused_as<CallReplayed>(trust_.take(by(pbx_, pause), now_)));
  captured_.from = question_.asked;
  pass(seconds(1));
  captured_.until = now_.mono;
  nonce_ = random_nonce();
  question_ = ask();
  EXPECT_TRUE(judge(answer(CallState::kConnected)));
}

TEST_F(JudgeTest, BelievedAnswerStatesHowTheCallIs) {
  for (const CallState state : {CallState::kHeld, CallState::kPaused, CallState::kEnded}) {
    Trust trust = trust_;
    ASSERT_TRUE(trust.believe(signed_answer(state), question_, now_.mono));
    EXPECT_FALSE(trust.legs().front().goes_on());
  }
  ASSERT_TRUE(trust_.take(by(pbx_, next(Event::kEnd, leg().last)), now_));
  ASSERT_TRUE(trust_.believe(signed_answer(CallState::kConnected), question_, now_.mono));
  EXPECT_FALSE(leg().goes_on()) << "an end is final";
}

TEST_F(JudgeTest, AnswerThatKnowsLessIsNotBelieved) {
  const Answer before = answer(CallState::kConnected);
  ASSERT_TRUE(trust_.take(by(pbx_, next(Event::kHold, leg().last)), now_));
  EXPECT_TRUE(
      refused_as<CallAnswerOld>(trust_.believe(sign_answer(before, pbx_).value(), question_, now_.mono)));
  Answer moved = answer(CallState::kConnected);
  moved.agent = "202";
  EXPECT_TRUE(
      refused_as<CallOfAnother>(trust_.believe(sign_answer(moved, pbx_).value(), question_, now_.mono)));
  Answer other = answer(CallState::kConnected);
  other.nonce = random_nonce();
  EXPECT_TRUE(
      refused_as<CallAnswerOther>(trust_.believe(sign_answer(other, pbx_).value(), question_, now_.mono)));
  EXPECT_FALSE(leg().goes_on());
}

// A recorder that is started in the middle of a call.
class ProvenTest : public JudgeTest {
 protected:
  Trust later_{sources_, {"201"}, Trust::Sequences{{"pbx", example_statement().sequence}}};
  std::string begin_ = by(pbx_, example_statement());

  OrReason<Statement> prove(const Answer& answer) {
    return later_.take_proven(begin_, sign_answer(answer, pbx_).value(), question_, now_);
  }
};

TEST_F(ProvenTest, CallGoesOnByAFreshAnswer) {
  EXPECT_TRUE(refused_as<CallReplayed>(later_.take(begin_, now_)));
  ASSERT_TRUE(prove(answer(CallState::kConnected)));
  EXPECT_TRUE(later_.legs().front().goes_on());
  const auto before =
      later_.judge(signed_answer(CallState::kConnected), question_, captured_, seconds(0), now_.mono);
  EXPECT_TRUE(refused_as<CallUnderWay>(before)) << "what was captured before it was proven";
}

TEST_F(ProvenTest, CallIsHeldOrPausedByIt) {
  Trust other = later_;
  ASSERT_TRUE(prove(answer(CallState::kHeld)));
  EXPECT_TRUE(later_.legs().front().held);
  later_ = other;
  ASSERT_TRUE(prove(answer(CallState::kPaused)));
  EXPECT_TRUE(later_.legs().front().paused);
}

TEST_F(ProvenTest, NothingElseProvesIt) {
  const auto changed = [&](auto change) {
    Answer said = answer(CallState::kConnected);
    change(said);
    return prove(said);
  };
  EXPECT_TRUE(refused_as<CallEnded>(prove(answer(CallState::kEnded))));
  EXPECT_TRUE(refused_as<CallAnswerOther>(changed([](Answer& a) { a.nonce = random_nonce(); })));
  EXPECT_TRUE(refused_as<CallOfAnother>(changed([](Answer& a) { a.agent = "202"; })));
  EXPECT_TRUE(refused_as<CallAnswerOld>(changed([](Answer& a) { --a.last; })));
  question_.leg = "another";
  EXPECT_TRUE(refused_as<CallAnswerOther>(changed([](Answer& a) { a.leg = "another"; })));
  question_ = ask();
  begin_ = by(pbx_, next(Event::kResume, 7));
  EXPECT_TRUE(refused_as<CallUnderWay>(prove(answer(CallState::kConnected))));
  Statement anothers = example_statement();
  anothers.agent = "202";
  begin_ = by(pbx_, anothers);
  EXPECT_TRUE(refused_as<CallOfAnother>(changed([](Answer& a) { a.agent = "202"; })));
  EXPECT_TRUE(later_.legs().empty());
}

TEST_F(ProvenTest, CallThatHasEndedIsNotProvenAgain) {
  ASSERT_TRUE(trust_.take(by(pbx_, next(Event::kEnd, leg().last)), now_));
  const auto again = trust_.take_proven(begin_, signed_answer(CallState::kConnected), question_, now_);
  EXPECT_TRUE(refused_as<CallReplayed>(again));
}

}  // namespace
}  // namespace insyn::calls
