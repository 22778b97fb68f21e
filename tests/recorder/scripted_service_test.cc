// The recorder as a service on a scripted desktop: a call source and a tray at its control socket, and no
// display.
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <mutex>
#include <thread>

#include "control/client.h"
#include "control/place.h"
#include "recorder/scripted_call.h"
#include "recorder/service/service.h"
#include "recording/open/open_keys.h"
#include "roster/presence.h"
#include "roster/testing.h"
#include "support/until.h"

namespace insyn::recorder {
namespace {

using control::Activity;
using control::Reply;
using control::Request;
using control::Verb;

// Whoever marks on the screen what is being recorded, at the other end of the control socket.
class Tray {
 public:
  explicit Tray(const Path& socket) : client_(control::Client::connect(socket).value()) {
    Request indicate;
    indicate.verb = Verb::kIndicate;
    EXPECT_TRUE(client_.send(indicate));
    thread_ = std::jthread([this](const std::stop_token& stop) {
      while (!stop.stop_requested() && paint()) {
      }
    });
  }

  // Says to be this agent: why that was refused, if it was.
  std::optional<reason::Reason> say(const roster::TestAgent& agent) {
    Request who;
    who.verb = Verb::kWho;
    const Reply asked = ask(who, [](const Reply& reply) { return reply.agents.has_value(); });
    if (asked.refused) return asked.refused;
    Request here;
    here.verb = Verb::kHere;
    here.agent = agent.name;
    here.signature = roster::sign_presence(agent.name, asked.agents->nonce, agent.signer);
    return ask(here, [&](const Reply& reply) { return reply.state && reply.state->agent == agent.name; })
        .refused;
  }
  void leave() {
    Request here;
    here.verb = Verb::kHere;
    ask(here, [](const Reply& reply) { return reply.state && reply.state->agent.empty(); });
  }

 private:
  // What answers it: a refusal, or a line of which `is_it` holds.
  Reply ask(const Request& request, const std::function<bool(const Reply&)>& is_it) {
    {
      const std::lock_guard lock(answers_mutex_);
      answers_.clear();
    }
    EXPECT_TRUE(client_.send(request));
    Reply answer;
    support::until("the answer", [&] {
      const std::lock_guard lock(answers_mutex_);
      for (const Reply& reply : answers_) {
        answer = reply;
        if (reply.refused || is_it(reply)) return true;
      }
      return false;
    });
    return answer;
  }
  // False once the recorder is gone.
  bool paint() {
    const auto reply = client_.next(std::chrono::milliseconds(20));
    if (!reply) return false;
    if (!*reply) return true;
    if (!(*reply)->borders) {
      const std::lock_guard lock(answers_mutex_);
      answers_.push_back(**reply);
      return true;
    }
    Request painted;
    painted.verb = Verb::kPainted;
    painted.challenge = (*reply)->borders->challenge;
    for (const auto& window : (*reply)->borders->windows) painted.sides.push_back(window.window);
    return client_.send(painted);
  }

  control::Client client_;
  std::mutex answers_mutex_;
  std::vector<Reply> answers_;
  std::jthread thread_;
};

// This computer's clock, on a computer that can be put to sleep.
class SleepyClock final : public Clock {
 public:
  Utc utc() const override { return real_.utc(); }
  Mono mono() const override { return real_.mono(); }
  std::chrono::microseconds slept() const override { return real_.slept() + slept_.load(); }
  void sleep(std::chrono::microseconds time) { slept_ = time; }

 private:
  SystemClock real_;
  std::atomic<std::chrono::microseconds> slept_{};
};

class ScriptedServiceTest : public testing::Test {
 protected:
  explicit ScriptedServiceTest(WhoIsHere who = {"", {}}) : who_(std::move(who)) {
    running_ = std::jthread([this] { EXPECT_TRUE(service_.run()); });
    source_.emplace(control::Client::connect(control::socket_in(folder_)).value());
    tray_.emplace(control::socket_in(folder_));
  }
  ~ScriptedServiceTest() override {
    ::kill(::getpid(), SIGTERM);
    running_.join();
    // The next test is not asked to stop.
    sigset_t asked;
    sigemptyset(&asked);
    sigaddset(&asked, SIGTERM);
    const timespec at_once{};
    ::sigtimedwait(&asked, nullptr, &at_once);
  }

  Reply ask(Verb verb, const std::string& call = "") {
    Request request;
    request.verb = verb;
    request.call = call;
    return source_->ask(request).value();
  }
  Activity activity() { return ask(Verb::kStatus).state->activity; }
  // Begins the call: its recording, once something of it is on the disk.
  Path begin(const std::string& call) {
    support::until("the tray", [&] { return ask(Verb::kStatus).state->indicated; });
    const Reply begun = ask(Verb::kBegin, call);
    EXPECT_FALSE(begun.refused) << code_of(*begun.refused);
    const Path folder = desk_.spool() / begun.state->recording;
    support::until("a chunk",
                   [&] { return !recording::Recording::read(folder).value().chunk_files.empty(); });
    return folder;
  }
  // Done by the time that this returns.
  void on_desktop(const std::function<void(scripted::Window&)>& what) {
    std::atomic<bool> done = false;
    desk_.desktop.post([&](scripted::Desktop&) {
      what(desk_.window());
      done = true;
    });
    support::until("the desktop", [&] { return done.load(); });
  }
  void fill(std::uint32_t colour) {
    on_desktop([colour](scripted::Window& window) {
      scripted::Desktop::fill(window, {0, 0, 400, 300}, colour);
    });
  }

  ScriptedDesk desk_;
  SleepyClock clock_;
  enrolment::Enrolment enrolment_ = desk_.enrol(desk_.terms(clock_.utc()));
  AgreementMonitor monitor_{enrolment_.files, desk_.spool(), clock_};
  FolderWatch enrolment_folder_ = FolderWatch::begin(desk_.files.path()).value();
  StopRequest stop_ = StopRequest::install().value();
  WhoIsHere who_;
  Path folder_ = desk_.files / "run";
  recording::SpoolUsage usage_{desk_.spool()};
  recording::SigningCertifier certifier_{enrolment::read_signer(desk_.files / "device.sign").value()};
  Service service_{{enrolment_.agreement, monitor_, enrolment_folder_, certifier_, desk_.backend, who_,
                    desk_.spool(), usage_, ""},
                   control::Server::open(folder_).value(),
                   OwnPrograms{HeldFile::open("/proc/self/exe").value(), {}},
                   PauseMark(folder_),
                   stop_,
                   clock_,
                   [](std::string_view) {}};
  std::jthread running_;
  std::optional<control::Client> source_;
  std::optional<Tray> tray_;
};

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
