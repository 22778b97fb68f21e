#include "recorder/service/call_book.h"

#include <gtest/gtest.h>

namespace insyn::recorder {
namespace {

using std::chrono::seconds;

const Mono kNow{seconds(5000)};

std::string on(const CallBook& book) {
  const Call* call = book.current();
  if (call == nullptr) return "nothing";
  return call->id + (call->held ? " held" : "") + (call->over_at ? " over" : "");
}

TEST(CallBook, OutsideOfCallsThereIsNone) {
  CallBook book(seconds(0));
  EXPECT_EQ(on(book), "nothing");
  ASSERT_TRUE(book.begin({"a", "faktura", 0}));
  EXPECT_EQ(on(book), "a");
  EXPECT_EQ(book.current()->kind, "faktura");
  ASSERT_TRUE(book.end("a", kNow));
  EXPECT_EQ(on(book), "nothing");
}

TEST(CallBook, ADiscardedCallIsNotRecordedThoughItBeginsAgain) {
  CallBook book(seconds(0));
  ASSERT_TRUE(book.begin({"Ab 1", "", 0}));
  book.discard("Ab 1");
  EXPECT_TRUE(book.current()->refused);
  ASSERT_TRUE(book.end("Ab 1", kNow));
  for (const char* again : {"Ab 1", "ab 1", "AB  1"}) {
    ASSERT_TRUE(book.begin({again, "", 0}));
    ASSERT_TRUE(book.current()->refused) << again;
    EXPECT_EQ(*book.current()->refused, reason::Reason(reason::Discarded{}));
    ASSERT_TRUE(book.end(again, kNow));
  }
  ASSERT_TRUE(book.begin({"Ab 2", "", 0}));
  EXPECT_FALSE(book.current()->refused);
}

TEST(CallBook, ACallOnHoldIsHeldUntilItIsTakenUpAgain) {
  CallBook book(seconds(0));
  ASSERT_TRUE(book.begin({"a", "", 0}));
  ASSERT_TRUE(book.hold("a"));
  EXPECT_EQ(on(book), "a held");
  ASSERT_TRUE(book.resume("a"));
  EXPECT_EQ(on(book), "a");
}

TEST(CallBook, ASecondCallPutsTheFirstOnHold) {
  CallBook book(seconds(0));
  ASSERT_TRUE(book.begin({"a", "", 0}));
  ASSERT_TRUE(book.begin({"b", "", 0}));
  EXPECT_EQ(on(book), "b");
  ASSERT_TRUE(book.resume("a"));
  EXPECT_EQ(on(book), "a");
  ASSERT_TRUE(book.end("a", kNow));
  // Which is not taken up again by itself: the source has to say so.
  EXPECT_EQ(on(book), "b held");
  ASSERT_TRUE(book.resume("b"));
  EXPECT_EQ(on(book), "b");
}

// The customer of the first one is on hold until the source says otherwise, and so is the recording of it.
TEST(CallBook, TheFirstCallIsStillOnHoldWhenTheSecondHasEnded) {
  CallBook book(seconds(0));
  ASSERT_TRUE(book.begin({"a", "", 0}));
  ASSERT_TRUE(book.begin({"b", "", 0}));
  ASSERT_TRUE(book.end("b", kNow));
  EXPECT_EQ(on(book), "a held");
  ASSERT_TRUE(book.resume("a"));
  EXPECT_EQ(on(book), "a");
}

TEST(CallBook, WhatIsNotThereIsRefused) {
  CallBook book(seconds(0));
  EXPECT_FALSE(book.hold("a"));
  EXPECT_FALSE(book.resume("a"));
  EXPECT_FALSE(book.end("a", kNow));
  ASSERT_TRUE(book.begin({"a", "", 0}));
  EXPECT_FALSE(book.begin({"a", "", 0}));
  EXPECT_FALSE(book.hold("b"));
  EXPECT_EQ(on(book), "a");
}

TEST(CallBook, TheSecondsAfterACallAreAsManyAsAgreed) {
  CallBook book(seconds(30));
  ASSERT_TRUE(book.begin({"a", "", 0}));
  EXPECT_FALSE(book.due().has_value());
  ASSERT_TRUE(book.end("a", kNow));
  EXPECT_EQ(on(book), "a over");
  EXPECT_EQ(book.due(), kNow + seconds(30));
  book.tick(kNow + seconds(30) - std::chrono::microseconds(1));
  EXPECT_EQ(on(book), "a over");
  book.tick(kNow + seconds(30));
  EXPECT_EQ(on(book), "nothing");
}

TEST(CallBook, ACallThatIsOverIsNotEndedHeldOrTakenUpAnyMore) {
  CallBook book(seconds(30));
  ASSERT_TRUE(book.begin({"a", "", 0}));
  ASSERT_TRUE(book.end("a", kNow));
  EXPECT_FALSE(book.end("a", kNow + seconds(10)));
  EXPECT_FALSE(book.hold("a"));
  EXPECT_FALSE(book.resume("a"));
  EXPECT_EQ(book.due(), kNow + seconds(30));
}

TEST(CallBook, TheNextCallDoesNotWaitForTheSecondsAfterTheLast) {
  CallBook book(seconds(30));
  ASSERT_TRUE(book.begin({"a", "", 0}));
  const std::uint64_t first = book.current()->number;
  ASSERT_TRUE(book.end("a", kNow));
  ASSERT_TRUE(book.begin({"a", "", 0}));
  EXPECT_EQ(on(book), "a");
  EXPECT_NE(book.current()->number, first);
  EXPECT_EQ(book.find(first), nullptr);
}

TEST(CallBook, ACallThatWasOnHoldHasNothingAfterIt) {
  CallBook book(seconds(30));
  ASSERT_TRUE(book.begin({"a", "", 0}));
  ASSERT_TRUE(book.hold("a"));
  ASSERT_TRUE(book.end("a", kNow));
  EXPECT_EQ(on(book), "nothing");
}

TEST(CallBook, WithItsSourceACallIsLost) {
  CallBook book(seconds(30));
  ASSERT_TRUE(book.begin({"a", "", 7}));
  const std::uint64_t number = book.current()->number;
  EXPECT_TRUE(book.source_gone(8).empty());
  EXPECT_EQ(book.source_gone(7), std::vector<std::uint64_t>{number});
  EXPECT_EQ(on(book), "nothing");
}

TEST(CallBook, ACallThatHadEndedIsNotLost) {
  CallBook book(seconds(30));
  ASSERT_TRUE(book.begin({"a", "", 7}));
  ASSERT_TRUE(book.end("a", kNow));
  EXPECT_TRUE(book.source_gone(7).empty());
  EXPECT_EQ(on(book), "a over");
}

TEST(CallBook, ARefusedCallStaysRefusedOverAHold) {
  CallBook book(seconds(0));
  ASSERT_TRUE(book.begin({"a", "", 0}));
  book.refuse(book.current()->number, reason::Discarded{});
  ASSERT_TRUE(book.begin({"b", "", 0}));
  EXPECT_EQ(book.current()->refused, std::nullopt);
  ASSERT_TRUE(book.end("b", kNow));
  ASSERT_TRUE(book.resume("a"));
  EXPECT_EQ(book.current()->refused, reason::Discarded{});
}

TEST(CallBook, AThousandCallsDoNotPileUp) {
  CallBook book(seconds(0));
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(book.begin({fmt::format("call {}", i), "", 0}));
  int left = 0;
  for (int i = 0; i < 1000; ++i) left += book.end(fmt::format("call {}", i), kNow) ? 1 : 0;
  EXPECT_EQ(left, static_cast<int>(CallBook::kMostCalls));
}

}  // namespace
}  // namespace insyn::recorder
