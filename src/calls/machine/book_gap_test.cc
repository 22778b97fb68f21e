// What could have changed while nothing was told is not known until it is told again.
#include "calls/machine/testing.h"

namespace insyn::calls {
namespace {

class BookGapTest : public BookTest {
 protected:
  // An answer that says how the leg stands, or why there is none.
  std::string stands(const std::string& leg = "id1", const std::string& call = "c1") const {
    const std::string is = state(leg, call);
    return is == "none" && book_.is_unclear(call, leg) ? "unclear" : is;
  }
  // As Asterisk is read after a gap: these channels are up.
  std::string read_again(std::initializer_list<const char*> dialogs, bool complete = false) {
    std::string all;
    book_.begin_reading("");
    for (const char* dialog : dialogs) {
      Notice up = notice(What::kConnected, dialog, "");
      up.read_back = true;
      all += tell(up);
    }
    return all + words(book_.end_reading("", now_, complete));
  }
  std::uint64_t last(const std::string& leg = "id1", const std::string& call = "c1") const {
    return book_.answer({}, call, leg, now_).value().last;
  }
  void gap(const Gap& gap = {"", true, false, false}) { book_.take_gap(gap, now_); }
};

TEST_F(BookGapTest, WhetherACallThatGoesOnIsHeldIsNotKnownUntilThatIsTold) {
  tell(What::kConnected);
  gap();
  EXPECT_EQ(stands(), "unclear") << "at once, not when it is read again";
  EXPECT_EQ(read_again({"d1"}), "");
  EXPECT_EQ(stands(), "unclear") << "the list says nothing of holds";
  EXPECT_EQ(tell(What::kConnected), "");
  EXPECT_EQ(stands(), "unclear");
  EXPECT_EQ(tell(What::kResumed), "") << "held and resumed, and of the hold nobody knew";
  EXPECT_EQ(stands(), "connected");
}

TEST_F(BookGapTest, AHoldProvesItTooAndAnEndIsOne) {
  tell(What::kConnected, "d1", "201", "c1");
  tell(What::kConnected, "d2", "202", "c2");
  gap();
  EXPECT_EQ(read_again({"d1", "d2"}), "");
  EXPECT_EQ(tell(What::kHeld, "d1", "201", "c1"), "hold c1 201");
  EXPECT_EQ(stands(), "held");
  EXPECT_EQ(tell(What::kResumed, "d1", "201", "c1"), "resume c1 201");
  EXPECT_EQ(stands(), "connected");
  EXPECT_EQ(tell(What::kEnded, "d2", "202", "c2"), "end c2 202");
  EXPECT_EQ(stands("id2", "c2"), "ended 0");
}

TEST_F(BookGapTest, ACallThatWasHeldMayHaveBeenTakenUpAgain) {
  tell(What::kConnected);
  EXPECT_EQ(tell(What::kHeld), "hold c1 201");
  gap();
  EXPECT_EQ(stands(), "unclear");
  EXPECT_EQ(tell(What::kHeld), "");
  EXPECT_EQ(stands(), "held");
}

// So nothing of the gap is stored by an answer of later.
TEST_F(BookGapTest, SomethingIsMissingInTheChainFromAGapOn) {
  const Book::Statements begun = take(notice(What::kConnected));
  EXPECT_EQ(last(), begun.back().sequence);
  gap();
  tell(What::kResumed);
  EXPECT_GT(last(), begun.back().sequence);
  const std::uint64_t missing = last();
  const Book::Statements held = take(notice(What::kHeld));
  EXPECT_EQ(held.back().previous, missing);
  EXPECT_GT(held.back().sequence, missing);
}

TEST_F(BookGapTest, EachThingThatCouldHaveChangedIsToBeToldAgain) {
  const auto after = [&](const Gap& gap, std::initializer_list<What> told) {
    const std::string dialog = "d" + std::to_string(ids_);
    tell(What::kConnected, dialog, std::to_string(300 + ids_), "c1");
    const std::string leg = "id" + std::to_string(ids_);
    book_.take_gap(gap, now_);
    for (const What what : told) tell(what, dialog, "", "");
    return stands(leg);
  };
  EXPECT_EQ(after({"", true, true, false}, {What::kResumed}), "unclear");
  EXPECT_EQ(after({"", true, true, false}, {What::kUnpaused}), "unclear");
  EXPECT_EQ(after({"", true, true, false}, {What::kUnpaused, What::kResumed}), "connected");
  EXPECT_EQ(after({"", false, true, false}, {What::kUnpaused}), "connected");
  EXPECT_EQ(after({"", false, true, false}, {What::kPaused}), "paused");
  EXPECT_EQ(after({"", false, false, false}, {}), "connected") << "of what is never told nothing is missed";
  EXPECT_EQ(after({"", false, false, true}, {What::kResumed}), "unclear");
  Notice with_customer = notice(What::kConnected, "d99", "201", "c1");
  with_customer.with_customer = true;
  take(with_customer);
  const std::string leg = "id" + std::to_string(ids_);
  book_.take_gap({"", false, false, true}, now_);
  EXPECT_EQ(stands(leg), "unclear");
  take(with_customer);
  EXPECT_EQ(stands(leg), "connected");
}

TEST_F(BookGapTest, ACallThatIsAnsweredAfterTheGapDoesNotWaitButItMayBePaused) {
  tell(What::kOffered, "d1", "201", "c1");
  tell(What::kOffered, "d2", "202", "c2");
  gap();
  EXPECT_EQ(tell(What::kConnected, "d1", "201", "c1"), "begin c1 201");
  EXPECT_EQ(stands("id1", "c1"), "connected");
  gap({"", true, true, false});
  tell(What::kConnected, "d2", "202", "c2");
  EXPECT_EQ(stands("id2", "c2"), "unclear");
  tell(What::kOffered, "d3", "203", "c3");
  gap({"", false, false, true});
  tell(What::kConnected, "d3", "203", "c3");
  EXPECT_EQ(stands("id3", "c3"), "connected") << "who is on the other side is told with the answer";
}

// A recorder would take it for a word that has not arrived, and store nothing until then.
TEST_F(BookGapTest, NothingIsMissingOfACallThatAGapLeavesClear) {
  const Book::Statements begun = take(notice(What::kConnected));
  EXPECT_FALSE(book_.is_unclear("c1", "id1"));
  gap({"", false, false, false});
  gap({"202", true, true, true});
  EXPECT_EQ(last(), begun.back().sequence);
  EXPECT_FALSE(book_.is_unclear("c1", "id1"));
}

TEST_F(BookGapTest, AGapIsOneOfItsNumberAndOverWhereAllIsReadOfIt) {
  tell(What::kConnected, "d1", "201", "c1");
  tell(What::kConnected, "d2", "202", "c2");
  gap({"201", true, false, false});
  EXPECT_EQ(stands("id1", "c1"), "unclear");
  EXPECT_EQ(stands("id2", "c2"), "connected");
  gap({"202", true, false, false});
  const auto read = [&](const char* number, const char* dialog, const char* call) {
    book_.begin_reading(number);
    Notice up = notice(What::kConnected, dialog, number, call);
    up.read_back = true;
    tell(up);
    book_.end_reading(number, now_, true);
  };
  read("201", "d1", "c1");
  EXPECT_EQ(stands("id1", "c1"), "connected") << "of this one holds are never told";
  EXPECT_EQ(stands("id2", "c2"), "unclear");
  tell(What::kHeld, "d2", "202", "c2");
  tell(What::kResumed, "d2", "202", "c2");
  gap({"202", true, false, false});
  read("202", "d2", "c2");
  EXPECT_EQ(stands("id2", "c2"), "unclear") << "of this one they were, and now they are not";
}

TEST_F(BookGapTest, AGapIsNoSignOfLife) {
  tell(What::kConnected);
  now_.mono += seconds(6);
  book_.take_told(Gap{}, now_);
  EXPECT_EQ(words(book_.pass(now_)), "end c1 201");
}

TEST_F(BookGapTest, WhatHasNotBegunIsNotSaidToBeUnclear) {
  tell(What::kOffered);
  gap({"", true, true, true});
  EXPECT_EQ(stands(), "none");
  EXPECT_FALSE(book_.is_unclear("c1", "made up"));
  tell(What::kConnected);
  EXPECT_FALSE(book_.is_unclear("another", "id1"));
  EXPECT_TRUE(book_.is_unclear("c1", "id1"));
}

}  // namespace
}  // namespace insyn::calls
