// The recorder as a service on a scripted desktop: whoever begins calls by hand at its control socket.
#include "recorder/scripted_service.h"

#include "recording/open/open_keys.h"

namespace insyn::recorder {
namespace {

TEST_F(ScriptedServiceTest, ACallIsRecordedAndNothingOfAPauseInIt) {
  const Path folder = begin("4711");
  EXPECT_EQ(activity(), Activity::kRecording);
  EXPECT_FALSE(ask(Verb::kPause).refused);
  fill(kForeign);
  EXPECT_EQ(activity(), Activity::kPaused);
  fill(0x00aa00);
  EXPECT_FALSE(ask(Verb::kUnpause).refused);
  fill(0x0000aa);
  EXPECT_EQ(activity(), Activity::kRecording);
  EXPECT_FALSE(ask(Verb::kEnd, "4711").refused);
  const recording::Recording read = recording::Recording::read(folder).value();
  ASSERT_TRUE(read.closing);
  EXPECT_EQ(desk_.parties.end_of(folder).reason, recording::EndReason::kCallEnded);
  EXPECT_EQ(desk_.parties.end_of(folder).balance.withheld.at(track::Withheld::kPaused).times, 1U);
  const support::Shown shown = support::watch(folder, desk_.parties, kForeign);
  EXPECT_TRUE(shown.verification.intact());
  EXPECT_EQ(shown.colour_seen, 0U);
}

// The agent's pause lies at the socket before it is decided whether what was read is kept.
TEST_F(ScriptedServiceTest, APauseThatArrivesWhileSomethingIsReadCountsForIt) {
  const Path folder = begin("4711");
  on_desktop([this](scripted::Window& window) {
    scripted::Desktop::fill(window, {0, 0, 400, 300}, kForeign);
    desk_.desktop.while_reading([this] {
      Request pause;
      pause.verb = Verb::kPause;
      EXPECT_TRUE(source_->send(pause));
    });
  });
  const auto paused = source_->next(std::chrono::seconds(10));
  ASSERT_TRUE(paused && *paused && !(*paused)->refused);
  EXPECT_EQ(activity(), Activity::kPaused);
  EXPECT_FALSE(ask(Verb::kEnd, "4711").refused);
  EXPECT_EQ(support::watch(folder, desk_.parties, kForeign).colour_seen, 0U);
}

TEST_F(ScriptedServiceTest, ACallOnHoldIsNotKept) {
  const Path folder = begin("4711");
  EXPECT_FALSE(ask(Verb::kHold, "4711").refused);
  fill(kForeign);
  EXPECT_EQ(activity(), Activity::kHeld);
  fill(0x00aa00);
  EXPECT_FALSE(ask(Verb::kResume, "4711").refused);
  fill(0x0000aa);
  EXPECT_FALSE(ask(Verb::kEnd, "4711").refused);
  EXPECT_EQ(support::watch(folder, desk_.parties, kForeign).colour_seen, 0U);
  EXPECT_TRUE(desk_.parties.end_of(folder).balance.withheld.contains(track::Withheld::kOnHold));
}

// A call that was held when the computer fell asleep would be recorded for whoever resumes it afterwards.
TEST_F(ScriptedServiceTest, NoCallGoesOverSleepNorOneThatWasHeld) {
  begin("4711");
  const Path second = begin("4712");
  clock_.sleep(std::chrono::minutes(20));
  support::until("the end", [&] { return activity() != Activity::kRecording; });
  EXPECT_EQ(activity(), Activity::kIdle);
  EXPECT_EQ(desk_.parties.end_of(second).reason, recording::EndReason::kComputerSlept);
  EXPECT_TRUE(ask(Verb::kResume, "4711").refused);
  EXPECT_EQ(activity(), Activity::kIdle);
  EXPECT_EQ(desk_.recordings(), 2U);
}

TEST_F(ScriptedServiceTest, WithoutADisplayACallIsRefusedAndLeavesNothing) {
  desk_.desktop.lose();
  const Reply refused = ask(Verb::kBegin, "4711");
  ASSERT_TRUE(refused.refused);
  EXPECT_NE(refused.refused->as<reason::Fault>(), nullptr) << code_of(*refused.refused);
  EXPECT_EQ(desk_.recordings(), 0U);
}

class ScriptedWord : public ScriptedServiceTest {
 protected:
  ScriptedWord() : ScriptedServiceTest({"", {}}, std::nullopt, true) {
    // Nobody looks at it before there is a call.
    scripted::Desktop::set_title(desk_.window(), "Sök – Anna Andersson");
    support::until("the tray", [&] { return ask(Verb::kStatus).state->indicated; });
  }
  control::AgentsWord word() { return ask(Verb::kStatus).state->did_not_help; }
};

TEST_F(ScriptedWord, TheAgentSaysInACallThatTheSystemDidNotHelp) {
  EXPECT_EQ(ask(Verb::kDidNotHelp).refused, reason::NoCallRecorded{});
  EXPECT_EQ(word(), control::AgentsWord::kNot);
  const Path folder = begin("4711");
  EXPECT_EQ(word(), control::AgentsWord::kMay);
  EXPECT_FALSE(ask(Verb::kDidNotHelp).refused);
  EXPECT_EQ(word(), control::AgentsWord::kNoted);
  EXPECT_EQ(ask(Verb::kDidNotHelp).refused, reason::SaidJustNow{}) << "one click more says no more";
  EXPECT_FALSE(ask(Verb::kEnd, "4711").refused);
  EXPECT_EQ(word(), control::AgentsWord::kNot);
  EXPECT_EQ(ask(Verb::kDidNotHelp).refused, reason::NoCallRecorded{});
  const std::string events = desk_.parties.events_of(folder);
  EXPECT_NE(events.find("4711,"), std::string::npos);
  EXPECT_NE(events.find(",did-not-help,sök\n"), std::string::npos) << events;
  EXPECT_EQ(events.find("did-not-help"), events.rfind("did-not-help")) << events;
  EXPECT_EQ(events.find("Anna"), std::string::npos) << events;
}

// While nothing may be kept no title is read.
TEST_F(ScriptedWord, InAPauseItIsNotedWithoutAScreen) {
  const Path folder = begin("4711");
  EXPECT_FALSE(ask(Verb::kPause).refused);
  fill(kForeign);
  EXPECT_EQ(word(), control::AgentsWord::kMay);
  EXPECT_FALSE(ask(Verb::kDidNotHelp).refused);
  EXPECT_FALSE(ask(Verb::kEnd, "4711").refused);
  const std::string events = desk_.parties.events_of(folder);
  EXPECT_NE(events.find(",did-not-help,\n"), std::string::npos) << events;
}

TEST_F(ScriptedServiceTest, WhereItIsNotAgreedNobodySaysThatTheSystemDidNotHelp) {
  begin("4711");
  EXPECT_EQ(ask(Verb::kDidNotHelp).refused, reason::DidNotHelpNotAgreed{});
  EXPECT_EQ(ask(Verb::kStatus).state->did_not_help, control::AgentsWord::kNot);
}

const roster::TestAgent& anna() {
  static const roster::TestAgent agent("agent-7");
  return agent;
}
const roster::TestAgent& berit() {
  static const roster::TestAgent agent("agent-8");
  return agent;
}

// Two agents share the computer.
class ScriptedSharedDesk : public ScriptedServiceTest {
 protected:
  ScriptedSharedDesk()
      : ScriptedServiceTest(
            WhoIsHere({{"agent-7", {}, {anna().key("test")}}, {"agent-8", {}, {berit().key("test")}}})) {
    support::until("the tray", [&] { return ask(Verb::kStatus).state->indicated; });
  }
  std::string whose(const Path& folder) {
    return recording::Recording::read(folder).value().certificate->agent;
  }
  static bool opens(const roster::TestAgent& agent, const Path& folder) {
    const recording::Recording read = recording::Recording::read(folder).value();
    return open_own_key(read, recording::OwnKey::kCalls, {&agent.identity, 1}).has_value();
  }
};

TEST_F(ScriptedSharedDesk, NothingIsKeptOfACallThatBeganBeforeSomebodySaidWhoTheyAre) {
  const Reply refused = ask(Verb::kBegin, "4711");
  EXPECT_EQ(refused.refused, reason::AgentUnknown{});
  EXPECT_EQ(desk_.recordings(), 0U);
  // Nor of the rest of it.
  EXPECT_EQ(tray_->say(anna()), std::nullopt);
  EXPECT_EQ(ask(Verb::kStatus).state->why, reason::AgentUnknown{});
  EXPECT_EQ(desk_.recordings(), 0U);
  EXPECT_FALSE(ask(Verb::kEnd, "4711").refused);
  EXPECT_EQ(activity(), Activity::kIdle);
}

TEST_F(ScriptedSharedDesk, ACallIsThatOfWhoeverHasSaidToWorkThere) {
  EXPECT_EQ(tray_->say(anna()), std::nullopt);
  const Path first = begin("4711");
  EXPECT_EQ(tray_->say(berit()), reason::AgentInCall{"agent-7"});
  EXPECT_FALSE(ask(Verb::kEnd, "4711").refused);
  EXPECT_EQ(tray_->say(berit()), std::nullopt);
  const Path second = begin("4712");
  EXPECT_FALSE(ask(Verb::kEnd, "4712").refused);
  EXPECT_EQ(whose(first), "agent-7");
  EXPECT_EQ(whose(second), "agent-8");
  EXPECT_TRUE(opens(anna(), first) && opens(berit(), second));
  EXPECT_FALSE(opens(berit(), first) || opens(anna(), second));
  // Each discards their own alone.
  Request discard;
  discard.verb = Verb::kDiscard;
  discard.recording = first.filename();
  EXPECT_TRUE(source_->ask(discard).value().refused);
  discard.recording = second.filename();
  EXPECT_FALSE(source_->ask(discard).value().refused);
  tray_->leave();
  discard.recording = first.filename();
  EXPECT_EQ(source_->ask(discard).value().refused, reason::AgentUnknown{});
}

TEST_F(ScriptedSharedDesk, WhoeverLeavesDuringACallIsNotRecordedFromThenOn) {
  EXPECT_EQ(tray_->say(anna()), std::nullopt);
  const Path folder = begin("4711");
  tray_->leave();
  support::until("the recording to be closed",
                 [&] { return recording::Recording::read(folder).value().closing.has_value(); });
  EXPECT_EQ(desk_.parties.end_of(folder).reason, recording::EndReason::kStopped);
  EXPECT_EQ(tray_->say(berit()), std::nullopt);
  EXPECT_EQ(ask(Verb::kStatus).state->why, reason::AgentUnknown{}) << "it was the other one's call";
  EXPECT_EQ(desk_.recordings(), 1U);
}

TEST_F(ScriptedSharedDesk, WithoutTheTrayTheCallIsNobodysAnyMore) {
  EXPECT_EQ(tray_->say(anna()), std::nullopt);
  const Path folder = begin("4711");
  tray_.reset();
  support::until("the recording to be closed",
                 [&] { return recording::Recording::read(folder).value().closing.has_value(); });
  EXPECT_EQ(desk_.parties.end_of(folder).reason, recording::EndReason::kStopped);
  tray_.emplace(control::socket_in(folder_));
  support::until("the tray", [&] { return ask(Verb::kStatus).state->indicated; });
  EXPECT_EQ(ask(Verb::kStatus).state->agent, "") << "the tray that is there now is asked anew";
}

}  // namespace
}  // namespace insyn::recorder
