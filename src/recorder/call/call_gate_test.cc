#include "recorder/call/call_gate.h"

#include <gtest/gtest.h>

#include "recorder/call/testing_clock.h"

namespace insyn::recorder {
namespace {

using track::Withheld;

struct Screen final : SessionQuestion {
  bool on_screen() const override { return shown; }
  bool shown = true;
};

TEST(CallGate, IsOpenWhileNothingClosesIt) {
  const TestingClock clock;
  Screen screen;
  CallGate gate(screen, clock);
  EXPECT_TRUE(gate.on_screen());
  EXPECT_EQ(gate.reason(), std::nullopt);
}

TEST(CallGate, StaysClosedUntilEveryReasonHasGone) {
  const TestingClock clock;
  Screen screen;
  CallGate gate(screen, clock);
  gate.close(Withheld::kOnHold);
  gate.close(Withheld::kPaused);
  EXPECT_FALSE(gate.on_screen());
  EXPECT_EQ(gate.reason(), Withheld::kPaused);
  gate.open(Withheld::kPaused);
  EXPECT_FALSE(gate.on_screen());
  EXPECT_EQ(gate.reason(), Withheld::kOnHold);
  gate.open(Withheld::kOnHold);
  EXPECT_TRUE(gate.on_screen());
}

TEST(CallGate, NobodyOpensWhatAnotherHasClosedForTheSameReason) {
  const TestingClock clock;
  const Screen screen;
  CallGate gate(screen, clock);
  gate.close(Withheld::kCardData, CallGate::By::kProof);
  EXPECT_FALSE(gate.is_closed_beside(Withheld::kCardData, CallGate::By::kProof));
  gate.close(Withheld::kCardData);
  EXPECT_TRUE(gate.is_closed_beside(Withheld::kCardData, CallGate::By::kProof));
  gate.open(Withheld::kCardData, CallGate::By::kProof);
  EXPECT_EQ(gate.reason(), Withheld::kCardData);
  gate.open(Withheld::kCardData);
  EXPECT_EQ(gate.reason(), std::nullopt);
}

TEST(CallGate, ALockedScreenClosesItToo) {
  const TestingClock clock;
  Screen screen;
  CallGate gate(screen, clock);
  screen.shown = false;
  EXPECT_FALSE(gate.on_screen());
  EXPECT_EQ(gate.reason(), Withheld::kSessionHidden);
  gate.close(Withheld::kPaused);
  EXPECT_EQ(gate.reason(), Withheld::kPaused);
}

// Between the look at the screen and the decision what of it is kept, too.
TEST(CallGate, SleepClosesItForEver) {
  TestingClock clock;
  const Screen screen;
  const CallGate gate(screen, clock);
  clock.pass(std::chrono::hours(1));
  EXPECT_TRUE(gate.on_screen());
  clock.sleep(std::chrono::seconds(1));
  EXPECT_FALSE(gate.on_screen());
  clock.pass(std::chrono::hours(1));
  EXPECT_FALSE(gate.on_screen());
}

TEST(CallGate, AnswersAsOfTheMomentAndServesNobody) {
  const TestingClock clock;
  Screen screen;
  const CallGate gate(screen, clock);
  EXPECT_TRUE(gate.on_screen());
  screen.shown = false;
  EXPECT_FALSE(gate.on_screen());
  screen.shown = true;
  EXPECT_TRUE(gate.on_screen());
}

}  // namespace
}  // namespace insyn::recorder
