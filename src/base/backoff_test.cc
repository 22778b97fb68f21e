#include "base/backoff.h"

#include <gtest/gtest.h>

#include <set>

namespace insyn {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const Mono kNow{std::chrono::hours(100)};

milliseconds wait_of(const Backoff& backoff) {
  return std::chrono::duration_cast<milliseconds>(backoff.next() - kNow);
}

TEST(Backoff, NothingHasFailedYet) {
  const Backoff backoff(seconds(1), seconds(100));
  EXPECT_TRUE(backoff.may(kNow));
}

TEST(Backoff, WaitsUpToTwiceAsLongEachTime) {
  milliseconds longest[8] = {};
  for (int time = 0; time < 200; ++time) {
    Backoff backoff(seconds(1), seconds(30));
    for (int failure = 0; failure < 8; ++failure) {
      backoff.failed(kNow);
      const milliseconds most = std::min<milliseconds>(seconds(30), seconds(1 << failure));
      EXPECT_LE(wait_of(backoff), most);
      EXPECT_GE(wait_of(backoff), milliseconds(0));
      longest[failure] = std::max(longest[failure], wait_of(backoff));
    }
  }
  // Of 200 each, far more than half of what is possible.
  EXPECT_GT(longest[0], milliseconds(700));
  EXPECT_GT(longest[3], milliseconds(5'600));
  EXPECT_GT(longest[7], seconds(21));
}

TEST(Backoff, AFleetDoesNotComeBackAtOnce) {
  std::set<milliseconds> waits;
  for (int computer = 0; computer < 100; ++computer) {
    Backoff backoff(seconds(60), seconds(60));
    backoff.failed(kNow);
    waits.insert(wait_of(backoff));
  }
  EXPECT_GT(waits.size(), 90U);
  EXPECT_LT(*waits.begin(), seconds(20));
}

TEST(Backoff, TheServerIsNotAskedBeforeItWantsTo) {
  for (int time = 0; time < 100; ++time) {
    Backoff backoff(seconds(1), seconds(30));
    backoff.failed(kNow, seconds(600));
    EXPECT_GE(wait_of(backoff), seconds(600));
    EXPECT_LE(wait_of(backoff), seconds(1200));
  }
}

TEST(Backoff, IsForgottenOnceItWorks) {
  Backoff backoff(seconds(1), seconds(30));
  for (int failure = 0; failure < 100; ++failure) backoff.failed(kNow);
  backoff.succeeded();
  EXPECT_TRUE(backoff.may(kNow));
  backoff.failed(kNow);
  EXPECT_LE(wait_of(backoff), seconds(1));
}

}  // namespace
}  // namespace insyn
