// Subscriptions, with what public bug reports tell of notifiers.
#include "calls/sip/dialog_watch.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "calls/machine/book.h"
#include "calls/sip/testing.h"

namespace insyn::calls {
namespace {

class DialogWatchTest : public testing::Test {
 protected:
  // What is said after a body: "begin c1;".
  std::string take(const std::string& body) { return take(watch_, body); }
  std::string take(DialogWatch& watch, const std::string& body) {
    now_.mono += std::chrono::milliseconds(10);
    const auto turn = watch.take(body);
    if (!turn) return turn.error().message;
    read_again_ = turn->read_again;
    std::string said;
    for (const Told& told : turn->told) {
      for (const Statement& one : book_.take_told(told, now_)) {
        said += fmt::format("{} {};", calls::code_of(one.event), one.call);
        if (one.event == Event::kBegin) begun_.push_back(one);
        EXPECT_EQ(statement_text(one)->find("46701234567"), std::string::npos);
      }
    }
    return said;
  }

  Instant now_{parse_utc("2026-12-01T08:15:03.000Z").value(), Mono(std::chrono::seconds(1000))};
  DialogWatch watch_{"201"};
  Book book_{"pbx"};
  bool read_again_ = false;
  std::vector<Statement> begun_;
};

TEST_F(DialogWatchTest, CallFromItsOfferToItsEnd) {
  EXPECT_EQ(take(""), "") << "the first body is empty";
  EXPECT_EQ(take(body(0, "")), "");
  EXPECT_EQ(take(body(1, dialog("d1", "trying"))), "");
  EXPECT_EQ(take(body(2, dialog("d1", "early"))), "");
  EXPECT_EQ(take(body(3, dialog("d1", "confirmed"))), "begin c1;");
  EXPECT_EQ(take(body(4, dialog("d1", "confirmed", rendering("no")))), "hold c1;");
  EXPECT_EQ(take(body(5, dialog("d1", "confirmed"))), "") << "says nothing of the hold";
  EXPECT_EQ(take(body(6, dialog("d1", "confirmed", rendering("yes")))), "resume c1;");
  EXPECT_EQ(take(""), "");
  EXPECT_EQ(take(body(7, dialog("d1", "terminated"))), "end c1;");
}

// As presence servers put it together where a dialog was published twice.
TEST_F(DialogWatchTest, DialogThatIsThereTwiceIsHeldWhereOneOfThemSaysSo) {
  take(body(0, ""));
  const std::string heard = dialog("d1", "confirmed", rendering("yes")),
                    held = dialog("d1", "confirmed", rendering("no"));
  EXPECT_EQ(take(body(1, heard)), "begin c1;");
  EXPECT_EQ(take(body(2, heard + held)), "hold c1;");
  EXPECT_EQ(take(body(3, held + heard)), "");
  EXPECT_EQ(take(body(4, heard + heard)), "resume c1;");
  EXPECT_EQ(take(body(5, held + dialog("d2", "confirmed", rendering("yes"), "c2"))), "hold c1;begin c2;")
      << "another dialog is another call";
  EXPECT_EQ(take(body(6, held + dialog("d1", "terminated"))), "end c1;end c2;");
}

TEST_F(DialogWatchTest, DialogThatIsNotThereAnyMoreHasEnded) {
  take(body(0, ""));
  EXPECT_EQ(take(body(1, dialog("d1", "confirmed"))), "begin c1;");
  EXPECT_EQ(take(body(2, dialog("d2", "early", "", "c2"), "partial")), "")
      << "a part says nothing of the others";
  EXPECT_EQ(take(body(3, "")), "end c1;");
}

TEST_F(DialogWatchTest, CallUnderWayNeverBegins) {
  EXPECT_EQ(take(body(12, dialog("d1", "confirmed") + dialog("d2", "early", "", "c2"))), "");
  EXPECT_EQ(take(body(13, dialog("d1", "confirmed") + dialog("d2", "confirmed", "", "c2"))), "begin c2;");
  EXPECT_EQ(take(body(14, dialog("d1", "confirmed", rendering("no")) + dialog("d2", "terminated", "", "c2"))),
            "end c2;");
  EXPECT_EQ(take(body(15, dialog("d1", "confirmed", rendering("yes")))), "");
}

TEST_F(DialogWatchTest, OldTerminatedIsRepeatedAndEarlyComesAfterIt) {
  take(body(0, dialog("d0", "terminated", "", "c0")));
  EXPECT_EQ(take(body(1, dialog("d0", "terminated", "", "c0") + dialog("d1", "confirmed"))), "begin c1;");
  EXPECT_EQ(take(body(2, dialog("d0", "early", "", "c0") + dialog("d1", "terminated"))), "end c1;");
  EXPECT_EQ(take(body(3, dialog("d1", "early"))), "");
  EXPECT_EQ(take(body(4, dialog("d1", "confirmed") + dialog("d0", "confirmed", "", "c0"))), "");
}

TEST_F(DialogWatchTest, OldAndRepeatedBodiesAreLeftOut) {
  take(body(5, ""));
  EXPECT_EQ(take(body(6, dialog("d1", "confirmed"))), "begin c1;");
  EXPECT_EQ(take(body(5, "")), "");
  EXPECT_EQ(take(body(6, "")), "");
  EXPECT_EQ(take(body(7, "")), "end c1;");
}

TEST_F(DialogWatchTest, GapIsReadAgainAndWhatBeganInItDoesNot) {
  take(body(0, ""));
  EXPECT_EQ(take(body(2, dialog("d1", "confirmed"), "partial")), "");
  EXPECT_TRUE(read_again_);
  EXPECT_EQ(take(body(3, dialog("d1", "confirmed"))), "") << "all, after a gap";
  EXPECT_FALSE(read_again_);
  EXPECT_EQ(take(body(4, dialog("d1", "confirmed") + dialog("d2", "confirmed", "", "c2"))), "begin c2;");
  // The subscription was lost: versions begin anew.
  EXPECT_EQ(take(body(0, "")), "");
  watch_.subscribed();
  EXPECT_EQ(take(body(0, dialog("d2", "confirmed", "", "c2") + dialog("d3", "confirmed", "", "c3"))), "")
      << "c2 goes on";
  EXPECT_EQ(take(body(1, dialog("d3", "confirmed", "", "c3"))), "end c2;");
}

// As answers tell it.
TEST_F(DialogWatchTest, AHoldThatMayHaveBeenInAGapIsReadAgainWhereThePhoneTellsHolds) {
  take(body(0, ""));
  take(body(1, dialog("d1", "confirmed", rendering("yes"))));
  take(body(2, dialog("d1", "confirmed", rendering("yes")) + dialog("d2", "confirmed", "", "c2")));
  const std::string leg = begun_.at(0).leg, leg_2 = begun_.at(1).leg;
  const std::uint64_t before = book_.answer({}, "c1", leg, now_).value().last;
  book_.take_told(watch_.gap(), now_);
  EXPECT_TRUE(book_.is_unclear("c1", leg));
  EXPECT_TRUE(book_.is_unclear("c2", leg_2));
  // Two bodies are missing.
  take(body(5, dialog("d1", "confirmed", rendering("yes")) + dialog("d2", "confirmed", "", "c2")));
  const auto answer = book_.answer({}, "c1", leg, now_);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->state, CallState::kConnected);
  EXPECT_GT(answer->last, before) << "something is missing before it";
  EXPECT_FALSE(book_.is_unclear("c2", leg_2)) << "whose phone never says whether it is held";
  // A body is missing, and nobody knows it but by this one.
  const std::uint64_t read = answer->last;
  take(body(7, dialog("d1", "confirmed", rendering("yes")) + dialog("d2", "confirmed", "", "c2")));
  EXPECT_GT(book_.answer({}, "c1", leg, now_).value().last, read);
  take(body(9, dialog("d1", "confirmed") + dialog("d2", "confirmed", "", "c2")));
  EXPECT_TRUE(book_.is_unclear("c1", leg)) << "it told holds, and says nothing now";
  EXPECT_EQ(take(body(10, dialog("d1", "confirmed", rendering("no")) + dialog("d2", "confirmed", "", "c2"))),
            "hold c1;");
}

TEST_F(DialogWatchTest, FirstBodyIsOneOfAll) {
  EXPECT_EQ(take(body(0, dialog("d1", "confirmed"), "partial")), "");
  EXPECT_TRUE(read_again_);
}

// No call-id, and the extension as the dialog's id.
TEST_F(DialogWatchTest, WhatComesAfterAnEmptyFirstBodyIsNew) {
  for (const bool was_empty : {false, true}) {
    DialogWatch watch("201");
    if (was_empty) {
      const DialogWatch::Turn none = watch.began_empty();
      ASSERT_EQ(none.told.size(), 2U);
      EXPECT_TRUE(std::holds_alternative<ReadingBegins>(none.told[0]));
      EXPECT_TRUE(std::holds_alternative<ReadingEnds>(none.told[1]));
    }
    const auto turn = watch.take(body(2, dialog("d1", "confirmed")));
    ASSERT_TRUE(turn && turn->told.size() == 3);
    EXPECT_NE(std::get<Notice>(turn->told[1]).read_back, was_empty);
  }
}

TEST_F(DialogWatchTest, ExtensionIsNoId) {
  for (const char* id : {"201", "201@pbx", "sip:201@pbx.example"}) {
    book_ = Book("pbx");
    DialogWatch watch("201");
    take(watch, body(0, ""));
    EXPECT_EQ(take(watch, body(1, dialog(id, "confirmed", "", ""))), "") << "of which call?";
    take(watch, body(2, dialog(id, "terminated", "", "")));
    EXPECT_EQ(take(watch, body(3, dialog(id, "early", "", ""))), "");
    const std::string begun = take(watch, body(4, dialog(id, "confirmed", "", "")));
    EXPECT_TRUE(begun.starts_with("begin ")) << begun;
    EXPECT_EQ(take(watch, body(5, dialog(id, "terminated", "", ""))), "end" + begun.substr(5));
    EXPECT_EQ(take(watch, body(6, dialog(id, "confirmed", "", ""))), "");
    // With a call-id beside it that is the name.
    EXPECT_EQ(take(watch, body(7, dialog(id, "confirmed", "", "c7"))), "begin c7;");
  }
}

TEST_F(DialogWatchTest, SameIdAtAnotherNumberIsAnotherDialog) {
  DialogWatch other("202");
  take(body(0, ""));
  take(other, body(0, ""));
  EXPECT_EQ(take(body(1, dialog("d1", "confirmed"))), "begin c1;");
  EXPECT_EQ(take(other, body(1, dialog("d1", "confirmed", "", "c2"))), "begin c2;");
  EXPECT_EQ(take(body(2, "")), "end c1;");
}

TEST_F(DialogWatchTest, CallThatTheAgentBeginsIsACustomersOnlyWhereItSaysSo) {
  const std::string outgoing = dialog("d1", "confirmed", "", "c1", "initiator");
  take(body(0, ""));
  EXPECT_EQ(take(body(1, outgoing)), "");
  DialogWatch all("202", true);
  take(all, body(0, ""));
  EXPECT_EQ(take(all, body(1, outgoing)), "begin c1;");
}

TEST_F(DialogWatchTest, BodyThatCannotBeReadChangesNothing) {
  take(body(0, ""));
  EXPECT_EQ(take(body(1, dialog("d1", "confirmed"))), "begin c1;");
  EXPECT_TRUE(take("<dialog-info").starts_with("no dialog-info"));
  EXPECT_TRUE(take(body(2, dialog("d1", "gone"))).starts_with("no dialog-info"));
  EXPECT_EQ(take(body(2, dialog("d1", "confirmed"))), "");
  EXPECT_EQ(take(body(3, dialog("d1", "terminated"))), "end c1;");
}

// Ten thousand notifications with bytes changed start no call that the right ones had not.
TEST_F(DialogWatchTest, MutatedNotificationsStartNothing) {
  const std::string good = body(1, dialog("d1", "terminated") + dialog("d2", "early", "", "c2"));
  std::uint32_t random = 7;
  for (int i = 0; i < 10'000; ++i) {
    DialogWatch watch("201");
    std::string bytes = good;
    for (int change = 0; change < 3; ++change) {
      random = random * 1664525U + 1013904223U;
      bytes[(random >> 8U) % bytes.size()] = static_cast<char>(random >> 4U);
    }
    book_ = Book("pbx");
    (void)watch.take(body(0, ""));
    const auto turn = watch.take(bytes);
    if (!turn) continue;
    for (const Told& told : turn->told) EXPECT_TRUE(book_.take_told(told, now_).empty());
  }
}

}  // namespace
}  // namespace insyn::calls
