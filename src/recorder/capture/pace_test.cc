#include "recorder/capture/pace.h"

#include <gtest/gtest.h>

namespace insyn::recorder {
namespace {

using std::chrono::milliseconds;

constexpr Mono kStart{std::chrono::hours(1)};

TEST(Pace, AfterARestItWaitsOnlyForTheDrawingToEnd) {
  Pace pace(milliseconds(100));
  pace.noticed(kStart);
  EXPECT_EQ(pace.next(), kStart + Pace::kGatherDrawing);
}

TEST(Pace, WhatGoesOnDrawingDoesNotPutATurnOff) {
  Pace pace(milliseconds(100));
  pace.noticed(kStart);
  pace.noticed(kStart + milliseconds(10));
  EXPECT_EQ(pace.next(), kStart + Pace::kGatherDrawing);
}

TEST(Pace, NeverMoreTurnsThanAgreedAndOneEarly) {
  Pace pace(milliseconds(100));
  int turns = 0;
  for (Mono now = kStart; now < kStart + std::chrono::seconds(10); now += milliseconds(1)) {
    pace.noticed(now);
    if (now < pace.next()) continue;
    pace.took_turn(now);
    ++turns;
  }
  EXPECT_LE(turns, 101);
  EXPECT_GE(turns, 99);
}

TEST(Pace, WhatIsNewComesEarlyAndIsPaidForAfterwards) {
  Pace pace(milliseconds(100));
  int turns = 0;
  for (Mono now = kStart; now < kStart + std::chrono::seconds(10); now += milliseconds(1)) {
    pace.noticed(now);
    if (now < pace.next(Pace::kEarlyForNew)) continue;
    pace.took_turn(now);
    ++turns;
    if (turns == Pace::kEarlyForNew) {
      EXPECT_LT(now, kStart + milliseconds(60));
    }
  }
  EXPECT_LE(turns, 100 + Pace::kEarlyForNew);
}

}  // namespace
}  // namespace insyn::recorder
