// The whole path without a display: from an agreement that both parties have signed, by a call on a scripted
// desktop, to a recording that is verified without being opened, opened with both keys, and shows what the
// scene showed.
#include "recorder/scripted_call.h"

#include <gtest/gtest.h>

namespace insyn::recorder {
namespace {

using recording::EndReason;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using track::Withheld;

class ScriptedCallTest : public testing::Test {
 protected:
  recording::Tally withheld(Withheld reason) const {
    const auto all = call_.parties.end_of(call_.folder()).balance.withheld;
    return all.contains(reason) ? all.at(reason) : recording::Tally{};
  }
  ScriptedCall call_;
};

TEST_F(ScriptedCallTest, TheRecordingShowsTheSceneBitForBit) {
  call_.begin();
  for (int step = 0; step < 20; ++step) {
    scripted::Desktop::fill(call_.window(), {step * 10, step * 5, 60, 40},
                            0x010203U * static_cast<unsigned>(step));
    ASSERT_FALSE(call_.go_on(milliseconds(300)));
  }
  const support::Shown shown = call_.end();
  EXPECT_TRUE(shown.verification.closed);
  EXPECT_TRUE(shown.verification.intact());
  EXPECT_GT(shown.verification.proven.size(), 1U);
  EXPECT_EQ(support::largest(shown.last).pixels, call_.window().picture);
  EXPECT_EQ(support::largest(shown.last).place, call_.window().place);
  const recording::Recording read = call_.read();
  EXPECT_EQ(read.certificate.value().call, "4711");
  EXPECT_EQ(read.certificate->kind, "faktura");
  EXPECT_EQ(read.certificate->queue, "kundtjänst");
  EXPECT_EQ(read.certificate->roster_hash, sha256(view_of("the roster")));
  EXPECT_EQ(read.opening.applications.at(0).sha256, sha256(view_of("the agreed program")));
  EXPECT_EQ(read.began(), parse_utc("2026-12-01T09:00:00.000Z").value());
  const recording::EndStatement end = call_.parties.end_of(call_.folder());
  EXPECT_EQ(end.reason, EndReason::kStopped);
  EXPECT_EQ(end.duration, milliseconds(6000));
  EXPECT_EQ(end.end, read.began() + milliseconds(6000));
}

TEST_F(ScriptedCallTest, ACallThatRestsAfterItsLastChangeIsAsLongInItsPictures) {
  call_.begin();
  ASSERT_FALSE(call_.go_on(seconds(12)));
  const support::Shown shown = call_.end();
  EXPECT_EQ(shown.last_moment, call_.parties.end_of(call_.folder()).duration);
  EXPECT_GE(shown.last_moment, seconds(12));
}

TEST_F(ScriptedCallTest, WindowsOpenMoveAndCloseAndThePointerIsSeenOverThem) {
  call_.begin();
  const auto popup = call_.desktop
                         .open(
                             [&] {
                               WindowFacts facts = call_.agreed();
                               facts.popup = true;
                               return facts;
                             }(),
                             {150, 150, 50, 20}, 0x00ff00)
                         .number;
  call_.desktop.move_pointer({160, 160});
  ASSERT_FALSE(call_.go_on(seconds(1)));
  EXPECT_EQ(call_.indicator.windows().size(), 2U);
  call_.desktop.close(popup);
  call_.window().place.x = 7;
  ASSERT_FALSE(call_.go_on(seconds(1)));
  const support::Shown shown = call_.end(0x00ff00);
  EXPECT_GT(shown.colour_seen, 0U) << "the popup was recorded while it was there";
  ASSERT_EQ(shown.last.surfaces().size(), 1U);
  EXPECT_EQ(shown.last.surfaces().front().place.x, 7);
  EXPECT_TRUE(shown.last.cursor().visible);
}

TEST_F(ScriptedCallTest, NothingDrawnInAPauseOrOnHoldIsKept) {
  for (const Withheld reason : {Withheld::kPaused, Withheld::kOnHold}) {
    ScriptedCall call;
    CallRecorder& recorder = call.begin();
    ASSERT_FALSE(call.go_on(seconds(1)));
    call.arrivals.arrive([&] { recorder.gate().close(reason); });
    scripted::Desktop::fill(call.window(), {0, 0, 400, 300}, kForeign);
    ASSERT_FALSE(call.go_on(seconds(1)));
    EXPECT_EQ(recorder.progress().open_surfaces, 0U);
    EXPECT_TRUE(call.indicator.windows().empty()) << "nothing is marked of which nothing is kept";
    scripted::Desktop::fill(call.window(), {0, 0, 400, 300}, 0x00aa00);
    call.arrivals.arrive([&] { recorder.gate().open(reason); });
    ASSERT_FALSE(call.go_on(seconds(1)));
    const support::Shown shown = call.end();
    EXPECT_EQ(shown.colour_seen, 0U);
    EXPECT_EQ(support::largest(shown.last).pixels, call.window().picture);
    EXPECT_EQ(call.parties.end_of(call.folder()).balance.withheld.at(reason).times, 1U);
  }
}

// The pause is said after the pixels were read and before it is decided whether they are kept.
TEST_F(ScriptedCallTest, NothingIsKeptWhereAPauseArrivesWhileItIsRead) {
  CallRecorder& recorder = call_.begin();
  ASSERT_FALSE(call_.go_on(seconds(1)));
  scripted::Desktop::fill(call_.window(), {0, 0, 400, 300}, kForeign);
  call_.desktop.while_reading(
      [&] { call_.arrivals.arrive([&] { recorder.gate().close(Withheld::kPaused); }); });
  ASSERT_FALSE(call_.go_on(seconds(1)));
  EXPECT_EQ(recorder.gate().reason(), Withheld::kPaused);
  EXPECT_EQ(call_.end().colour_seen, 0U);
  EXPECT_EQ(withheld(Withheld::kPaused).times, 1U);
}

TEST_F(ScriptedCallTest, WhatTheBackEndCannotAnswerForIsWithheld) {
  call_.begin();
  ASSERT_FALSE(call_.go_on(seconds(1)));
  call_.window().doubt = Withheld::kForeignInside;
  scripted::Desktop::fill(call_.window(), {0, 0, 10, 10}, kForeign);
  ASSERT_FALSE(call_.go_on(seconds(1)));
  call_.window().doubt.reset();
  call_.window().undrawn = Region({20, 20, 10, 10});
  scripted::Desktop::fill(call_.window(), {15, 15, 20, 20}, 0x00aa00);
  scripted::Desktop::fill(call_.window(), {20, 20, 10, 10}, kForeign);
  ASSERT_FALSE(call_.go_on(seconds(1)));
  const support::Shown shown = call_.end();
  EXPECT_EQ(shown.colour_seen, 0U);
  EXPECT_EQ(support::largest(shown.last).withheld_at({5, 5}), Withheld::kForeignInside);
  EXPECT_EQ(support::largest(shown.last).withheld_at({25, 25}), Withheld::kNotYetDrawn);
  EXPECT_EQ(support::largest(shown.last).pixels.at(16, 16), 0x00aa00U);
  EXPECT_EQ(withheld(Withheld::kForeignInside).pixels, 100U);
}

TEST_F(ScriptedCallTest, WhatEndsOrGoesWhileItIsReadIsNotKept) {
  call_.begin();
  ASSERT_FALSE(call_.go_on(seconds(1)));
  scripted::Desktop::fill(call_.window(), {0, 0, 400, 300}, kForeign);
  call_.desktop.while_reading([&] { call_.window().running = false; });
  ASSERT_FALSE(call_.go_on(seconds(1)));
  EXPECT_EQ(call_.end().colour_seen, 0U);
  EXPECT_EQ(withheld(Withheld::kNotVerified).times, 1U);
}

TEST_F(ScriptedCallTest, AnotherProgramsWindowIsNoSurface) {
  call_.desktop.open(call_.other(), {0, 0, 1000, 1000}, kForeign);
  call_.begin();
  ASSERT_FALSE(call_.go_on(seconds(1)));
  const support::Shown shown = call_.end();
  EXPECT_EQ(shown.colour_seen, 0U);
  EXPECT_EQ(shown.last.surfaces().size(), 1U);
}

TEST_F(ScriptedCallTest, NothingIsKeptOfWhatIsNotMarked) {
  call_.indicator.blind = true;
  CallRecorder& recorder = call_.begin();
  scripted::Desktop::fill(call_.window(), {0, 0, 400, 300}, kForeign);
  ASSERT_FALSE(call_.go_on(seconds(1)));
  EXPECT_EQ(recorder.progress().balance.kept.times, 0U);
  EXPECT_EQ(recorder.why_nothing_is_kept(), reason::ScreenWithheld{Withheld::kNoIndicator});
  scripted::Desktop::fill(call_.window(), {0, 0, 400, 300}, 0x00aa00);
  call_.indicator.blind = false;
  ASSERT_FALSE(call_.go_on(seconds(1)));
  EXPECT_EQ(recorder.why_nothing_is_kept(), std::nullopt);
  const support::Shown shown = call_.end();
  EXPECT_EQ(shown.colour_seen, 0U);
  EXPECT_EQ(support::largest(shown.last).pixels, call_.window().picture);
  EXPECT_EQ(withheld(Withheld::kNoIndicator).times, 1U);
}

TEST_F(ScriptedCallTest, TheAgreementsEndEndsTheRecordingToTheMillisecond) {
  support::TestTerms terms = call_.terms();
  terms.not_after = call_.clock.utc() + seconds(5);
  call_.begin(terms);
  ASSERT_FALSE(call_.go_on(milliseconds(4900)));
  scripted::Desktop::fill(call_.window(), {0, 0, 400, 300}, kForeign);
  const std::optional<CallEnding> ending = call_.go_on(seconds(1));
  ASSERT_TRUE(ending);
  EXPECT_EQ(ending->reason, EndReason::kAgreementEnded);
  EXPECT_FALSE(ending->failed);
  EXPECT_EQ(call_.parties.end_of(call_.folder()).duration, seconds(5));
  EXPECT_EQ(support::watch(call_.folder(), call_.parties, kForeign).colour_seen, 0U);
}

TEST_F(ScriptedCallTest, AnAgreementThatIsReplacedEndsTheRecording) {
  call_.begin();
  ASSERT_FALSE(call_.go_on(seconds(1)));
  support::TestTerms terms = call_.terms();
  terms.max_minutes = 7;
  call_.parties.sign(terms);
  const std::optional<CallEnding> ending = call_.go_on(seconds(1));
  ASSERT_TRUE(ending);
  EXPECT_EQ(ending->reason, EndReason::kAgreementEnded);
}

TEST_F(ScriptedCallTest, ACallEndsWhenTheComputerSleepsAndNothingIsKeptOfTheTimeAfter) {
  CallRecorder& recorder = call_.begin();
  ASSERT_FALSE(call_.go_on(seconds(1)));
  call_.clock.sleep(milliseconds(700));
  scripted::Desktop::fill(call_.window(), {0, 0, 400, 300}, kForeign);
  const auto ending = recorder.record().value();
  ASSERT_TRUE(ending);
  EXPECT_EQ(ending->reason, EndReason::kComputerSlept);
  EXPECT_EQ(ending->why, reason::Reason(reason::ComputerSlept{}));
  EXPECT_EQ(call_.parties.end_of(call_.folder()).reason, EndReason::kComputerSlept);
  EXPECT_EQ(support::watch(call_.folder(), call_.parties, kForeign).colour_seen, 0U);
}

TEST_F(ScriptedCallTest, WhatWasReadBeforeTheComputerSleptIsNotKeptAfterIt) {
  CallRecorder& recorder = call_.begin();
  ASSERT_FALSE(call_.go_on(seconds(1)));
  scripted::Desktop::fill(call_.window(), {0, 0, 400, 300}, kForeign);
  call_.desktop.while_reading([&] { call_.clock.sleep(minutes(30)); });
  std::optional<CallEnding> ending;
  for (int i = 0; i < 3 && !ending; ++i) {
    call_.clock.pass(milliseconds(100));
    ending = recorder.record().value();
  }
  ASSERT_TRUE(ending);
  EXPECT_EQ(ending->reason, EndReason::kComputerSlept);
  EXPECT_EQ(support::watch(call_.folder(), call_.parties, kForeign).colour_seen, 0U);
}

TEST_F(ScriptedCallTest, TheLongestCallIsWhatWasAgreed) {
  support::TestTerms terms = call_.terms();
  terms.max_minutes = 1;
  call_.begin(terms);
  const std::optional<CallEnding> ending = call_.go_on(minutes(2));
  ASSERT_TRUE(ending);
  EXPECT_EQ(ending->reason, EndReason::kLongestCall);
  EXPECT_EQ(call_.parties.end_of(call_.folder()).duration, minutes(1));
}

TEST_F(ScriptedCallTest, WhatWasKeptIsGoodWhereTheDisplayIsLost) {
  call_.begin();
  ASSERT_FALSE(call_.go_on(seconds(3)));
  call_.desktop.lose();
  const std::optional<CallEnding> ending = call_.go_on(seconds(1));
  ASSERT_TRUE(ending);
  EXPECT_EQ(ending->reason, EndReason::kDisplayLost);
  EXPECT_TRUE(ending->failed);
  const support::Shown shown = support::watch(call_.folder(), call_.parties);
  EXPECT_TRUE(shown.verification.intact());
  EXPECT_EQ(support::largest(shown.last).pixels, call_.window().picture);
}

TEST_F(ScriptedCallTest, WithoutADisplayOrAnAgreementInForceNothingIsLeftBehind) {
  support::TestTerms over = call_.terms();
  over.not_after = call_.clock.utc();
  EXPECT_EQ(error_code_of(call_.try_to_begin(over).error()), Code::kDenied);
  call_.desktop.lose();
  EXPECT_EQ(error_code_of(call_.try_to_begin(call_.terms()).error()), Code::kTransient);
  EXPECT_EQ(call_.recordings(), 0U);
}

// At the level at which there are no pictures, and beside pictures.
TEST_F(ScriptedCallTest, TitlesBecomeEventsUnderTheAgreedRules) {
  for (const char* level : {"metrics", "full"}) {
    ScriptedCall call;
    support::TestTerms terms = call.terms();
    terms.level = level;
    terms.screens = "[[screen]]\nname = \"sök\"\ntitle = \"Sök *\"\n";
    scripted::Desktop::set_title(call.window(), "Sök Anna Andersson");
    CallRecorder& recorder = call.begin(terms);
    ASSERT_FALSE(call.go_on(seconds(1)));
    call.arrivals.arrive([&] { recorder.gate().close(Withheld::kPaused); });
    scripted::Desktop::set_title(call.window(), "Sök i en paus");
    ASSERT_FALSE(call.go_on(seconds(1)));
    scripted::Desktop::set_title(call.window(), "Något annat");
    call.arrivals.arrive([&] { recorder.gate().open(Withheld::kPaused); });
    ASSERT_FALSE(call.go_on(seconds(1)));
    ASSERT_TRUE(recorder.end({EndReason::kStopped, reason::StopRequested{}}));
    EXPECT_EQ(call.parties.events_of(call.folder()), "4711,2026-12-01T09:00:00.100Z,screen,sök\n") << level;
    EXPECT_EQ(call.read().opening.recipient.empty(), std::string(level) == "metrics");
  }
}

}  // namespace
}  // namespace insyn::recorder
