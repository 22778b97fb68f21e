#include "recorder/call/call_gate.h"

#include <gtest/gtest.h>

namespace insyn::recorder {
namespace {

using track::Withheld;

struct Screen final : SessionQuestion {
  bool on_screen() const override { return shown; }
  bool shown = true;
};

TEST(CallGate, IsOpenWhileNothingClosesIt) {
  Screen screen;
  CallGate gate(screen);
  EXPECT_TRUE(gate.on_screen());
  EXPECT_EQ(gate.reason(), std::nullopt);
}

TEST(CallGate, StaysClosedUntilEveryReasonHasGone) {
  Screen screen;
  CallGate gate(screen);
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

TEST(CallGate, ALockedScreenClosesItToo) {
  Screen screen;
  CallGate gate(screen);
  screen.shown = false;
  EXPECT_FALSE(gate.on_screen());
  EXPECT_EQ(gate.reason(), Withheld::kSessionHidden);
  gate.close(Withheld::kPaused);
  EXPECT_EQ(gate.reason(), Withheld::kPaused);
}

TEST(CallGate, AnswersAsOfTheMomentAndServesNobody) {
  Screen screen;
  const CallGate gate(screen);
  EXPECT_TRUE(gate.on_screen());
  screen.shown = false;
  EXPECT_FALSE(gate.on_screen());
  screen.shown = true;
  EXPECT_TRUE(gate.on_screen());
}

}  // namespace
}  // namespace insyn::recorder
