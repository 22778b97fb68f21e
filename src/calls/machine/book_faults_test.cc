// What telephone systems do wrong, and what a hostile one tries.
#include "calls/machine/testing.h"

namespace insyn::calls {
namespace {

Notice read_back(Notice notice) {
  notice.read_back = true;
  return notice;
}

TEST_F(BookTest, TerminatedIsFinalWhateverComesAfter) {
  tell(What::kConnected);
  tell(What::kEnded);
  for (const What what : {What::kOffered, What::kConnected, What::kHeld, What::kResumed, What::kPaused,
                          What::kUnpaused, What::kEnded, What::kWrapUpOver, What::kConnected})
    EXPECT_EQ(tell(what), "");
  EXPECT_EQ(book_.legs(), 0U);
  EXPECT_EQ(tell(What::kConnected, "d1", "202"), "") << "at another number";
}

TEST_F(BookTest, EndThatComesFirstIsFinalToo) {
  EXPECT_EQ(tell(What::kEnded), "");
  EXPECT_EQ(tell(What::kOffered), "");
  EXPECT_EQ(tell(What::kConnected), "");
}

// A name that is used for one call after another: only an offer begins a new one.
TEST_F(BookTest, WithoutIdsConnectedAfterTheEndBeginsNothing) {
  tell(What::kOffered, "", "201", "");
  tell(What::kConnected, "", "201", "");
  tell(What::kEnded, "", "201", "");
  EXPECT_EQ(tell(What::kConnected, "", "201", ""), "");
  EXPECT_EQ(tell(What::kOffered, "", "201", ""), "") << "early after terminated";
  EXPECT_EQ(tell(What::kEnded, "", "201", ""), "");
  EXPECT_EQ(tell(What::kConnected, "", "202", ""), "") << "nor one whose offer was not seen";
  EXPECT_EQ(each({What::kHeld, What::kResumed}, "", "202", ""), "");
}

TEST_F(BookTest, CallUnderWayWhenTheSourceWasConnectedNeverBegins) {
  book_.begin_reading("");
  EXPECT_EQ(tell(read_back(notice(What::kConnected, "d1"))), "");
  EXPECT_EQ(tell(read_back(notice(What::kOffered, "d2", "202", "c2"))), "");
  EXPECT_EQ(words(book_.end_reading("", now_)), "");
  EXPECT_EQ(each({What::kHeld, What::kResumed, What::kConnected}), "");
  EXPECT_EQ(state("id1"), "none");
  EXPECT_EQ(tell(What::kConnected, "d2", "202", "c2"), "begin c2 202") << "which was only offered";
  EXPECT_EQ(tell(What::kEnded, "d1"), "");
}

// The first that is heard of a call is not that it began.
TEST_F(BookTest, CallIsUnderWayByWhatIsToldFirst) {
  for (const What what : {What::kHeld, What::kResumed, What::kPaused, What::kUnpaused}) {
    const std::string dialog = "d" + std::to_string(static_cast<int>(what));
    EXPECT_EQ(each({what, What::kConnected, What::kUnpaused, What::kHeld, What::kResumed}, dialog), "");
  }
  tell(What::kOffered, "d99");
  EXPECT_EQ(each({What::kHeld, What::kConnected}, "d99"), "") << "held before it was connected";
}

TEST_F(BookTest, WhatIsToldLateWasNotSeen) {
  Notice late = notice(What::kConnected);
  pass(seconds(20));
  late.at = now_.utc - seconds(6);
  EXPECT_EQ(tell(late), "");
  Notice in_time = notice(What::kConnected, "d2");
  in_time.at = now_.utc - seconds(4);
  EXPECT_EQ(tell(in_time), "begin c1 201");
  // A late end, hold or pause counts all the same.
  Notice end = notice(What::kEnded, "d2");
  end.at = now_.utc - seconds(60);
  EXPECT_EQ(tell(end), "end c1 201");
}

// Webhooks come in any order.
TEST_F(BookTest, WhatWasOvertakenChangesNothing) {
  const auto at = [&](What what, int second) {
    Notice told = notice(what);
    told.at = parse_utc("2026-12-01T08:15:00.000Z").value() + seconds(second);
    return told;
  };
  tell(at(What::kConnected, 1));
  EXPECT_EQ(tell(at(What::kResumed, 4)), "");
  EXPECT_EQ(tell(at(What::kHeld, 3)), "") << "was over when it was told";
  EXPECT_EQ(tell(at(What::kUnpaused, 4)), "");
  EXPECT_EQ(tell(at(What::kPaused, 2)), "");
  EXPECT_EQ(tell(at(What::kHeld, 6)), "hold c1 201");
  EXPECT_EQ(tell(at(What::kPaused, 5)), "pause c1 201") << "a pause is none of the hold's";
}

TEST_F(BookTest, DialogThatMovesToAnotherNumberEndsAndBeginsNowhere) {
  tell(What::kConnected, "d1", "201");
  EXPECT_EQ(tell(What::kConnected, "d1", "202"), "end c1 201");
  EXPECT_EQ(each({What::kConnected, What::kHeld, What::kResumed}, "d1", "202"), "");
  EXPECT_EQ(tell(What::kConnected, "d1", "201"), "");
}

TEST_F(BookTest, WhatIsMissingAfterAGapHasEnded) {
  tell(What::kConnected, "d1", "201", "c1");
  tell(What::kConnected, "d2", "202", "c2");
  tell(What::kOffered, "d3", "203", "c3");
  book_.begin_reading("");
  EXPECT_EQ(tell(read_back(notice(What::kConnected, "d1", "201", "c1"))), "") << "goes on";
  EXPECT_EQ(tell(read_back(notice(What::kConnected, "d3", "203", "c3"))), "") << "began in the gap";
  EXPECT_EQ(tell(What::kConnected, "d4", "204", "c4"), "begin c4 204") << "told meanwhile";
  EXPECT_EQ(words(book_.end_reading("", now_)), "end c2 202");
  EXPECT_EQ(state("id1", "c1"), "connected");
  EXPECT_EQ(state("id4", "c4"), "connected");
}

TEST_F(BookTest, ReadingOneNumberEndsNothingOfAnother) {
  tell(What::kConnected, "d1", "201", "c1");
  tell(What::kConnected, "d2", "202", "c2");
  book_.begin_reading("201");
  EXPECT_EQ(words(book_.end_reading("201", now_)), "end c1 201") << "an empty body: no dialog";
  EXPECT_EQ(state("id2", "c2"), "connected");
  book_.begin_reading("202");
  EXPECT_EQ(words(book_.end_reading("203", now_)), "") << "which is being read";
}

// A phone that vanished without a word stays connected for the telephone system.
TEST_F(BookTest, CallEndsWhereTheRegistrationDoes) {
  tell(What::kConnected, "d1", "201", "c1");
  tell(What::kConnected, "d2", "202", "c2");
  EXPECT_EQ(words(book_.registration_over("201", now_)), "end c1 201");
  EXPECT_EQ(state("id2", "c2"), "connected");
}

TEST_F(BookTest, CallEndsAfterTheLongestTime) {
  tell(What::kConnected);
  pass(seconds(3599));
  EXPECT_EQ(words(book_.pass(now_)), "");
  pass(seconds(2));
  EXPECT_EQ(words(book_.pass(now_)), "end c1 201");
  EXPECT_EQ(state("id1"), "ended 1000") << "when its time was over, not when that was noticed";
  EXPECT_EQ(tell(What::kConnected), "");
  pass(seconds(599));
  book_.pass(now_);
  EXPECT_EQ(state("id1"), "none") << "the wrap-up is over";
}

TEST_F(BookTest, AllCallsEndWhereTheTelephoneSystemIsSilent) {
  tell(What::kConnected, "d1", "201", "c1");
  tell(What::kOffered, "d2", "202", "c2");
  now_.utc += seconds(5);
  now_.mono += seconds(5);
  EXPECT_EQ(words(book_.pass(now_)), "");
  now_.mono += seconds(1);
  EXPECT_EQ(words(book_.pass(now_)), "end c1 201");
  EXPECT_EQ(state("id1"), "ended 1000");
  EXPECT_EQ(tell(What::kConnected, "d1", "201", "c1"), "");
  EXPECT_EQ(tell(What::kConnected, "d2", "202", "c2"), "");
  book_ = make_book({.phases = {}, .lease = seconds(0)});
  tell(What::kConnected, "d1");
  now_.mono += std::chrono::minutes(30);
  EXPECT_EQ(words(book_.pass(now_)), "") << "a system that gives no sign of life";
}

TEST_F(BookTest, MemoryIsBounded) {
  book_ = make_book({.phases = {}, .legs = 10, .legs_of_a_number = 3, .ended = 5, .finished = 20});
  for (int i = 0; i < 100; ++i) tell(What::kConnected, "d" + std::to_string(i), "201");
  EXPECT_EQ(book_.legs(), 3U);
  EXPECT_EQ(book_.left_out(), 97U);
  for (int i = 0; i < 100; ++i) tell(What::kConnected, "e" + std::to_string(i), std::to_string(300 + i));
  EXPECT_EQ(book_.legs(), 10U);
  for (int i = 0; i < 100; ++i) tell(What::kEnded, "x" + std::to_string(i), "201");
  for (int i = 0; i < 100; ++i) {
    tell(What::kEnded, "d0");
    book_.registration_over("201", now_);
    tell(What::kConnected, "f" + std::to_string(i), "201");
  }
  // The last five that have ended are answered about, the sixth is not.
  int answered = 0;
  for (int i = 0; i <= ids_; ++i) answered += state("id" + std::to_string(i)).starts_with("ended") ? 1 : 0;
  EXPECT_EQ(answered, 5);
  EXPECT_EQ(tell(What::kConnected, "f98", "201"), "") << "finished not long ago";
  // An end counts where there is no room for a leg, too.
  for (const char* dialog : {"g1", "g2", "g3"}) tell(What::kConnected, dialog, "201");
  EXPECT_EQ(tell(What::kEnded, "g4", "201"), "");
  book_.registration_over("201", now_);
  EXPECT_EQ(tell(What::kConnected, "g4", "201"), "");
  EXPECT_EQ(tell(What::kConnected, "x0", "201"), "begin c1 201")
      << "which ended so long ago that it is forgotten";
}

TEST_F(BookTest, WhatIsMalformedIsLeftOut) {
  EXPECT_EQ(tell(What::kConnected, "d1", std::string(kLongestNumber + 1, '1')), "");
  EXPECT_EQ(tell(What::kConnected, std::string(kLongestCall + 1, 'd')), "");
  EXPECT_EQ(tell(What::kConnected, "d1", "201", std::string(kLongestCall + 1, 'c')), "");
  EXPECT_EQ(tell(What::kConnected, "d1", "2\n01"), "");
  EXPECT_EQ(tell(What::kConnected, "\n201", ""), "");
  EXPECT_EQ(tell(What::kConnected, "d1\xff"), "");
  EXPECT_EQ(tell(What::kConnected, "", "", ""), "");
  Notice kind = notice(What::kConnected);
  kind.kind = std::string(kLongestKind + 1, 'k');
  EXPECT_EQ(tell(kind), "");
  kind.kind = "";
  kind.queue = "a\nb";
  EXPECT_EQ(tell(kind), "");
  EXPECT_EQ(book_.left_out(), 9U);
  EXPECT_EQ(book_.legs(), 0U);
}

// Ten thousand notices in no order: what is said is a chain for each leg, of legs that were seen to begin.
TEST_F(BookTest, NothingIsSaidOutOfTurn) {
  std::uint32_t random = 1;
  const auto next = [&](std::uint32_t most) {
    random = random * 1664525U + 1013904223U;
    return (random >> 16U) % most;
  };
  std::map<std::string, Statement> last;
  for (int i = 0; i < 10'000; ++i) {
    Notice told =
        notice(static_cast<What>(next(8)), "d" + std::to_string(next(400)), std::to_string(201 + next(3)));
    told.read_back = next(10) == 0;
    for (const Statement& said : take(told)) {
      const auto before = last.find(said.leg);
      EXPECT_EQ(said.event == Event::kBegin, before == last.end());
      if (before != last.end()) {
        EXPECT_EQ(said.previous, before->second.sequence);
        EXPECT_NE(before->second.event, Event::kEnd);
        EXPECT_EQ(said.agent, before->second.agent);
      }
      EXPECT_TRUE(statement_text(said));
      last.insert_or_assign(said.leg, said);
    }
  }
  EXPECT_GT(last.size(), 20U);
}

}  // namespace
}  // namespace insyn::calls
