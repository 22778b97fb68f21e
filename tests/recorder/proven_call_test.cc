// A call of which nothing is kept but what the call source has confirmed.
#include <gtest/gtest.h>

#include "recorder/scripted_call.h"

namespace insyn::recorder {
namespace {

using recording::EndReason;
using std::chrono::milliseconds;
using std::chrono::seconds;
using track::Withheld;

// A telephone system that says what the test wants.
class Telephone final : public CallProof {
 public:
  explicit Telephone(const Clock& clock) : clock_(clock) {}
  void ask(Mono since) override {
    ++asked;
    asked_at_ = clock_.mono();
    captured = asked_at_ - since;
  }
  std::optional<CallState> answer() override {
    return clock_.mono() < asked_at_ + takes ? std::nullopt : says;
  }

  std::optional<CallState> says = CallState::kConnected;
  milliseconds takes{50};
  int asked = 0;
  std::chrono::microseconds captured{};  // how long, of what was asked about last

 private:
  const Clock& clock_;
  Mono asked_at_{};
};

class ProvenCallTest : public testing::Test {
 protected:
  ProvenCallTest() {
    call_.proof = &telephone_;
    recorder_ = &call_.begin();
  }
  void paint(std::uint32_t colour) { scripted::Desktop::fill(call_.window(), {0, 0, 400, 300}, colour); }
  recording::Tally withheld(Withheld reason) const {
    const auto all = call_.parties.end_of(call_.folder()).balance.withheld;
    return all.contains(reason) ? all.at(reason) : recording::Tally{};
  }
  // Ends the call once all that is shown now is proven, and expects that no state of it had what must not be
  // kept.
  void expect_good_end() {
    ASSERT_FALSE(call_.go_on(seconds(3)));
    const support::Shown shown = call_.end();
    EXPECT_TRUE(shown.verification.closed);
    EXPECT_TRUE(shown.verification.intact());
    EXPECT_EQ(shown.colour_seen, 0U);
    EXPECT_EQ(support::largest(shown.last).pixels, call_.window().picture);
  }

  ScriptedCall call_;
  Telephone telephone_{call_.clock};
  CallRecorder* recorder_ = nullptr;
};

TEST_F(ProvenCallTest, WhatIsConfirmedIsKeptBitForBit) {
  for (int step = 0; step < 20; ++step) {
    scripted::Desktop::fill(call_.window(), {step * 10, step * 5, 60, 40},
                            0x010203U * static_cast<unsigned>(step));
    ASSERT_FALSE(call_.go_on(milliseconds(300)));
  }
  expect_good_end();
  EXPECT_GT(telephone_.asked, 3);
  EXPECT_EQ(withheld(Withheld::kNotConfirmed), recording::Tally{});
}

TEST_F(ProvenCallTest, NothingIsOnTheDiskBeforeItIsConfirmed) {
  telephone_.takes = milliseconds(700);
  ASSERT_FALSE(call_.go_on(milliseconds(1'500)));
  EXPECT_EQ(telephone_.asked, 1);
  EXPECT_EQ(recorder_->progress().bytes, 0U);
  ASSERT_FALSE(call_.go_on(milliseconds(500)));
  EXPECT_GT(recorder_->progress().bytes, 0U);
}

TEST_F(ProvenCallTest, WhatIsAskedAboutBeganWithItsFirstChange) {
  ASSERT_FALSE(call_.go_on(seconds(30)));
  paint(0x00aa00);
  const int before = telephone_.asked;
  ASSERT_FALSE(call_.go_on(seconds(2)));
  EXPECT_EQ(telephone_.asked, before + 1);
  EXPECT_GE(telephone_.captured, Pipeline::kCutToBeProven);
  EXPECT_LE(telephone_.captured, milliseconds(1'200));
}

TEST_F(ProvenCallTest, NothingIsAskedWhileNothingChanges) {
  ASSERT_FALSE(call_.go_on(seconds(3)));
  const int before = telephone_.asked;
  ASSERT_FALSE(call_.go_on(seconds(60)));
  EXPECT_EQ(telephone_.asked, before);
}

TEST_F(ProvenCallTest, WithoutAnAnswerNothingIsKeptUntilThereIsOneAgain) {
  ASSERT_FALSE(call_.go_on(seconds(3)));
  telephone_.says.reset();
  paint(kForeign);
  ASSERT_FALSE(call_.go_on(seconds(5)));
  EXPECT_EQ(recorder_->gate().reason(), Withheld::kNotConfirmed);
  EXPECT_TRUE(call_.indicator.windows().empty()) << "nothing is marked of which nothing is kept";
  paint(0x00aa00);
  telephone_.says = CallState::kConnected;
  expect_good_end();
  EXPECT_EQ(withheld(Withheld::kNotConfirmed).times, 1U);
}

// As where it was held back on the way, until the call had ended and a new one begun.
TEST_F(ProvenCallTest, AnAnswerThatComesAfterASecondCountsAsNone) {
  ASSERT_FALSE(call_.go_on(seconds(3)));
  telephone_.takes = ProofWatch::kPatience;
  paint(kForeign);
  ASSERT_FALSE(call_.go_on(seconds(3)));
  EXPECT_EQ(recorder_->gate().reason(), Withheld::kNotConfirmed);
  telephone_.takes = milliseconds(0);
  paint(0x00aa00);
  expect_good_end();
}

// It would refer to what a reader does not have.
TEST_F(ProvenCallTest, WhatCameAfterWhatIsForgottenIsForgottenToo) {
  ASSERT_FALSE(call_.go_on(seconds(3)));
  telephone_.takes = seconds(5);
  scripted::Desktop::fill(call_.window(), {0, 0, 10, 10}, 0x0000aa);
  ASSERT_FALSE(call_.go_on(milliseconds(1'300)));
  ASSERT_EQ(recorder_->progress().open_surfaces, 1U);
  paint(kForeign);
  ASSERT_FALSE(call_.go_on(milliseconds(400)));
  paint(0x00aa00);
  ASSERT_FALSE(call_.go_on(milliseconds(500)));
  EXPECT_EQ(recorder_->gate().reason(), Withheld::kNotConfirmed);
  telephone_.takes = milliseconds(0);
  expect_good_end();
}

TEST_F(ProvenCallTest, CardDataIsNotKeptWhetherOrNotThePauseWasToldBefore) {
  ASSERT_FALSE(call_.go_on(seconds(3)));
  telephone_.says = CallState::kCardData;
  paint(kForeign);
  ASSERT_FALSE(call_.go_on(seconds(20)));
  EXPECT_EQ(recorder_->gate().reason(), Withheld::kCardData) << "no time-out ends it";
  paint(0x00aa00);
  telephone_.says = CallState::kConnected;
  expect_good_end();
  EXPECT_EQ(withheld(Withheld::kCardData).times, 1U);
}

TEST_F(ProvenCallTest, OnHoldItIsNotKept) {
  ASSERT_FALSE(call_.go_on(seconds(3)));
  telephone_.says = CallState::kHeld;
  paint(kForeign);
  ASSERT_FALSE(call_.go_on(seconds(4)));
  EXPECT_TRUE(recorder_->gate().reason());
  paint(0x00aa00);
  telephone_.says = CallState::kConnected;
  expect_good_end();
}

TEST_F(ProvenCallTest, ACallThatHasEndedIsNotRecordedAlthoughNobodyTold) {
  ASSERT_FALSE(call_.go_on(seconds(3)));
  telephone_.says = CallState::kEnded;
  paint(kForeign);
  const auto ending = call_.go_on(seconds(3));
  ASSERT_TRUE(ending);
  EXPECT_EQ(ending->reason, EndReason::kCallEnded);
  EXPECT_FALSE(ending->failed);
  EXPECT_EQ(support::watch(call_.folder(), call_.parties, kForeign).colour_seen, 0U);
}

TEST_F(ProvenCallTest, WhatIsNotConfirmedAtTheEndIsNotKept) {
  ASSERT_FALSE(call_.go_on(seconds(3)));
  paint(kForeign);
  ASSERT_FALSE(call_.go_on(milliseconds(500)));
  const support::Shown shown = call_.end();
  EXPECT_TRUE(shown.verification.intact());
  EXPECT_EQ(shown.colour_seen, 0U);
}

TEST_F(ProvenCallTest, WhileItWaitsItIsAskedOnceASecondAndNotInAPause) {
  ASSERT_FALSE(call_.go_on(seconds(3)));
  telephone_.says = CallState::kCardData;
  paint(kForeign);
  ASSERT_FALSE(call_.go_on(seconds(3)));
  int before = telephone_.asked;
  ASSERT_FALSE(call_.go_on(seconds(10)));
  EXPECT_GE(telephone_.asked, before + 8);
  EXPECT_LE(telephone_.asked, before + 10);
  call_.arrivals.arrive([&] { recorder_->gate().close(Withheld::kPaused); });
  ASSERT_FALSE(call_.go_on(seconds(2)));
  before = telephone_.asked;
  ASSERT_FALSE(call_.go_on(seconds(10)));
  EXPECT_EQ(telephone_.asked, before);
  recorder_->gate().open(Withheld::kPaused);
  ASSERT_FALSE(call_.go_on(milliseconds(200)));
  EXPECT_EQ(telephone_.asked, before + 1);
}

}  // namespace
}  // namespace insyn::recorder
