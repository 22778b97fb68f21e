// Ordinary calls.
#include "calls/machine/testing.h"
#include "note/key.h"

namespace insyn::calls {
namespace {

TEST_F(BookTest, CallFromItsOfferToItsEnd) {
  EXPECT_EQ(tell(What::kOffered), "");
  EXPECT_EQ(tell(What::kConnected), "begin c1 201");
  EXPECT_EQ(state("id1"), "connected");
  EXPECT_EQ(tell(What::kHeld), "hold c1 201");
  EXPECT_EQ(state("id1"), "held");
  EXPECT_EQ(tell(What::kConnected), "") << "a phone that repeats itself takes nothing off hold";
  EXPECT_EQ(tell(What::kResumed), "resume c1 201");
  EXPECT_EQ(tell(What::kEnded), "end c1 201");
  pass(milliseconds(300));
  EXPECT_EQ(state("id1"), "ended 300");
  EXPECT_EQ(tell(What::kWrapUpOver), "");
  EXPECT_EQ(state("id1"), "none") << "nothing after the wrap-up is stored";
  EXPECT_EQ(book_.legs(), 0U);
}

TEST_F(BookTest, CallThatNobodyAnswersIsNotSaid) {
  EXPECT_EQ(each({What::kOffered, What::kEnded}), "");
  EXPECT_EQ(state("id1"), "none");
}

// What is said can be signed, follows on each other and is never said twice.
TEST_F(BookTest, StatementsAreAChain) {
  for (const What what : {What::kOffered, What::kConnected, What::kHeld, What::kPaused, What::kUnpaused,
                          What::kResumed, What::kEnded})
    take(notice(what));
  ASSERT_EQ(all_.size(), 6U);
  std::uint64_t previous = 0;
  for (const Statement& said : all_) {
    EXPECT_TRUE(statement_text(said)) << statement_text(said).error().message;
    EXPECT_EQ(said.previous, previous);
    EXPECT_GT(said.sequence, previous);
    EXPECT_EQ(said.leg, "id1");
    EXPECT_EQ(said.began, all_.front().at);
    previous = said.sequence;
  }
  const auto answer = book_.answer({1}, "c1", "id1", now_);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->last, previous);
  EXPECT_EQ(answer->nonce, (Nonce{1}));
  EXPECT_TRUE(answer_text(*answer));
  EXPECT_FALSE(book_.answer({}, "another", "id1", now_));
}

// Without a file: a source that is started again goes on above what it said before.
TEST_F(BookTest, SequenceGrowsOverRestartsAndClockSteps) {
  take(notice(What::kConnected));
  const std::uint64_t before = all_.back().sequence;
  Book again = make_book({});
  pass(milliseconds(10));
  EXPECT_GT(again.take(notice(What::kConnected, "d2"), now_).back().sequence, before);
  now_.utc -= std::chrono::hours(1);
  EXPECT_EQ(tell(What::kHeld), "hold c1 201");
  EXPECT_GT(all_.back().sequence, before);
  EXPECT_TRUE(statement_text(all_.back()));
}

TEST_F(BookTest, KindAndQueueAreThoseOfTheBegin) {
  Notice offered = notice(What::kOffered);
  offered.queue = "Privat";
  take(offered);
  Notice connected = notice(What::kConnected);
  connected.kind = "Faktura";
  take(connected);
  Notice held = notice(What::kHeld);
  held.kind = "Flytt";
  take(held);
  for (const Statement& said : all_) {
    EXPECT_EQ(said.kind, "Faktura");
    EXPECT_EQ(said.queue, "Privat");
  }
}

TEST_F(BookTest, CardPauseEndsByUnpauseOrTheEnd) {
  tell(What::kConnected);
  EXPECT_EQ(tell(What::kPaused), "pause c1 201");
  EXPECT_EQ(state("id1"), "paused");
  EXPECT_EQ(tell(What::kHeld), "hold c1 201");
  EXPECT_EQ(state("id1"), "paused");
  EXPECT_EQ(tell(What::kResumed), "resume c1 201");
  pass(std::chrono::minutes(50));
  EXPECT_EQ(words(book_.pass(now_)), "");
  EXPECT_EQ(state("id1"), "paused") << "never by time";
  EXPECT_EQ(tell(What::kUnpaused), "unpause c1 201");
  EXPECT_EQ(tell(What::kPaused), "pause c1 201");
  EXPECT_EQ(tell(What::kEnded), "end c1 201");
}

TEST_F(BookTest, PauseBeforeTheCallIsConnectedIsOneFromItsBegin) {
  tell(What::kOffered);
  EXPECT_EQ(tell(What::kPaused), "");
  EXPECT_EQ(tell(What::kConnected), "begin c1 201, pause c1 201");
}

TEST_F(BookTest, TwoCallsAtOnceAreTwoLegs) {
  tell(What::kConnected, "d1", "201", "c1");
  tell(What::kOffered, "d2", "201", "c2");
  EXPECT_EQ(tell(What::kHeld, "d1"), "hold c1 201");
  EXPECT_EQ(tell(What::kConnected, "d2", "201", "c2"), "begin c2 201");
  EXPECT_EQ(state("id1", "c1"), "held");
  EXPECT_EQ(state("id2", "c2"), "connected");
  EXPECT_EQ(tell(What::kEnded, "d2"), "end c2 201");
  EXPECT_EQ(tell(What::kResumed, "d1"), "resume c1 201");
}

// 201 asks a colleague, and hands the customer over: the colleague's call begins then.
TEST_F(BookTest, ConsultationIsNoCallUntilTheCustomerIsHandedOver) {
  tell(What::kConnected);
  tell(What::kHeld);
  const auto internal = [](What what, const char* dialog, const char* number) {
    Notice told = notice(what, dialog, number, "c2");
    told.with_customer = false;
    return told;
  };
  EXPECT_EQ(tell(internal(What::kConnected, "d2", "201")), "");
  EXPECT_EQ(tell(internal(What::kOffered, "d3", "202")), "");
  EXPECT_EQ(tell(internal(What::kConnected, "d3", "202")), "");
  Notice joined = notice(What::kConnected, "d3", "202", "c1");
  joined.with_customer = true;
  EXPECT_EQ(tell(joined), "begin c1 202") << "with the customer's call";
  EXPECT_EQ(tell(What::kEnded, "d1"), "end c1 201");
  EXPECT_EQ(tell(What::kEnded, "d2"), "");
  EXPECT_EQ(tell(What::kEnded, "d3"), "end c1 202");
}

TEST_F(BookTest, AgentWhoIsLeftWithAColleagueIsNotWithTheCustomer) {
  tell(What::kConnected);
  Notice left = notice(What::kConnected);
  left.with_customer = false;
  EXPECT_EQ(tell(left), "hold c1 201");
  left.with_customer = true;
  EXPECT_EQ(tell(left), "resume c1 201");
}

TEST_F(BookTest, BlindTransferEndsOneLegAndBeginsAnother) {
  tell(What::kConnected, "d1", "201");
  tell(What::kOffered, "d2", "202");
  EXPECT_EQ(tell(What::kEnded, "d1", "201"), "end c1 201");
  EXPECT_EQ(tell(What::kConnected, "d2", "202"), "begin c1 202");
}

TEST_F(BookTest, ConferenceIsALegForEach) {
  tell(What::kConnected, "d1", "201");
  EXPECT_EQ(tell(What::kConnected, "d2", "202"), "begin c1 202");
  EXPECT_EQ(state("id1") + state("id2"), "connectedconnected");
  EXPECT_EQ(tell(What::kEnded, "d1"), "end c1 201");
  EXPECT_EQ(state("id2"), "connected");
}

// Both ring, one is answered.
TEST_F(BookTest, AgentOnTwoDevicesHasOneCall) {
  tell(What::kOffered, "desk");
  tell(What::kOffered, "soft");
  EXPECT_EQ(tell(What::kConnected, "soft"), "begin c1 201");
  EXPECT_EQ(tell(What::kEnded, "desk"), "");
  EXPECT_EQ(state("id2"), "connected");
}

TEST_F(BookTest, NumberMayComeAfterTheOffer) {
  EXPECT_EQ(tell(What::kOffered, "d1", ""), "");
  EXPECT_EQ(tell(What::kConnected, "d1", "201"), "begin c1 201");
  EXPECT_EQ(words(book_.registration_over("201", now_)), "end c1 201");
  EXPECT_EQ(tell(What::kConnected, "d2", ""), "") << "at nobody's number";
  EXPECT_EQ(tell(What::kConnected, "d2", "202"), "begin c1 202");
}

// Where the customer hangs up, some name neither leg nor agent.
TEST_F(BookTest, WhatIsToldOfTheWholeCallIsOfAllItsLegs) {
  tell(What::kConnected, "d1", "201");
  tell(What::kConnected, "d2", "202");
  tell(What::kConnected, "d3", "203", "c2");
  EXPECT_EQ(tell(What::kHeld, "", "", "c1"), "hold c1 201, hold c1 202");
  EXPECT_EQ(tell(What::kResumed, "", "", "c1"), "resume c1 201, resume c1 202");
  EXPECT_EQ(tell(What::kEnded, "", "", "c1"), "end c1 201, end c1 202");
  EXPECT_EQ(state("id3", "c2"), "connected");
  EXPECT_EQ(tell(What::kConnected, "d4", "204", "c1"), "") << "which is over";
  EXPECT_EQ(tell(What::kConnected, "d5", "204", "c3"), "begin c3 204");
}

// Asterisk names the channel alone in most of its events.
TEST_F(BookTest, DialogThatIsKnownNeedsNoNumber) {
  tell(What::kConnected);
  EXPECT_EQ(tell(What::kHeld, "d1", "", ""), "hold c1 201");
  EXPECT_EQ(tell(What::kEnded, "d1", "", ""), "end c1 201");
}

TEST_F(BookTest, IdsAreMadeUpWhereThereAreNone) {
  EXPECT_EQ(tell(What::kOffered, "", "201", ""), "");
  EXPECT_EQ(tell(What::kConnected, "", "201", ""), "begin id2 201");
  EXPECT_EQ(tell(What::kEnded, "", "201", ""), "end id2 201");
  EXPECT_EQ(tell(What::kOffered, "", "201", ""), "");
  EXPECT_EQ(tell(What::kConnected, "", "201", ""), "begin id4 201") << "never the same again";
  // No call id, and the extension as the dialog's.
  EXPECT_EQ(tell(What::kOffered, "203", "203", ""), "");
  EXPECT_EQ(tell(What::kConnected, "203", "203", "203"), "begin id6 203");
  // A dialog without a call id is a call.
  EXPECT_EQ(tell(What::kConnected, "d9", "204", ""), "begin d9 204");
  EXPECT_NE(Book::random_id(), Book::random_id());
  EXPECT_EQ(Book::random_id().size(), 32U);
}

}  // namespace
}  // namespace insyn::calls
