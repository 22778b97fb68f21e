#include "base/bell.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace insyn {
namespace {

TEST(Bell, WakesWhoeverWaitsOnceHoweverOftenItIsRung) {
  Bell bell;
  int woken = 0;
  bell.on_ring([&] { ++woken; });
  EXPECT_FALSE(bell.is_rung());
  bell.ring();
  bell.ring();
  EXPECT_TRUE(bell.is_rung());
  EXPECT_EQ(woken, 1);
}

TEST(Bell, OneThatWasRungBeforeWakesAtOnce) {
  Bell bell;
  bell.ring();
  int woken = 0;
  bell.on_ring([&] { ++woken; });
  EXPECT_EQ(woken, 1);
}

TEST(Bell, WhoHasGoneIsNotWoken) {
  Bell bell;
  bell.on_ring([] { FAIL(); });
  bell.on_ring(nullptr);
  bell.ring();
}

TEST(Bell, NobodyWhoBeginsToWaitWhileItIsRungIsMissed) {
  for (int round = 0; round < 500; ++round) {
    Bell bell;
    std::atomic<int> woken = 0;
    std::jthread rings([&] { bell.ring(); });
    bell.on_ring([&] { ++woken; });
    rings.join();
    EXPECT_EQ(woken, 1);
  }
}

}  // namespace
}  // namespace insyn
