#include "recorder/service/service.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <thread>

#include "agreement/testing.h"
#include "control/client.h"
#include "control/place.h"
#include "recorder/call/testing_clock.h"
#include "recorder/service/foreground_recording.h"
#include "recorder/service/not_allowed_service.h"
#include "roster/presence.h"
#include "roster/testing.h"

namespace insyn::recorder {
namespace {

using control::Activity;
using control::Request;
using control::Verb;

// A desktop that cannot be captured.
class NoDesktop final : public CaptureBackend {
 public:
  reason::OrReason<void> probe() const override { return fail(Code::kTransient, "there is no desktop"); }
  Result<std::unique_ptr<Capture>> open(const CaptureSettings&, const CaptureHost&,
                                        const Clock&) const override {
    return fail(Code::kTransient, "there is no desktop");
  }
};

class NoCalls final : public agreement::UsageLog {
 public:
  Result<agreement::Usage> since(Utc) const override { return agreement::Usage{}; }
};

agreement::Agreement agreement_of_metrics() {
  const agreement::Party employer = agreement::employer_party(), union_side = agreement::union_party();
  return agreement::Agreement::verify(agreement::signed_metrics_terms(employer, union_side),
                                      {employer.keys, union_side.keys})
      .value();
}

Request request(Verb verb, const std::string& call = "") {
  Request request;
  request.verb = verb;
  request.call = call;
  return request;
}

class RecorderHostTest : public testing::Test {
 protected:
  RecorderHostTest() {
    std::filesystem::create_directories(enrolment_);
    EXPECT_TRUE(write_file(enrolment_ / "agreement.note", view_of("the agreement"), Access::kEveryoneReads,
                           IfExists::kReplace));
    enrolment_folder_.emplace(FolderWatch::begin(enrolment_).value());
  }
  ~RecorderHostTest() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<Service> service() {
    return std::make_unique<Service>(
        ServiceSet{agreement_, monitor_, *enrolment_folder_, certifier_, capture_, who_, folder_, usage_, ""},
        control::Server::open(folder_ / "control").value(),
        OwnPrograms{HeldFile::open("/proc/self/exe").value(), {}}, PauseMark(folder_), stop_, clock_,
        [](std::string_view) {});
  }
  ForegroundRecording foreground() const {
    return {control::Server::without_socket(), OwnPrograms{HeldFile::open("/proc/self/exe").value(), {}},
            stop_, clock_};
  }
  std::string waits_of(RecorderHost& host) const {
    EventLoop loop;
    host.add_to(loop);
    return loop.waits_for(clock_.mono());
  }

  Path folder_ = std::filesystem::temp_directory_path() / ("insyn-service-" + to_hex(random_bytes(8)));
  Path enrolment_ = folder_ / "enrolment";
  TestingClock clock_;
  StopRequest stop_ = StopRequest::install().value();
  agreement::Agreement agreement_ = agreement_of_metrics();
  AgreementMonitor monitor_{
      {{enrolment_ / "agreement.note", sha256(view_of("the agreement")), {}}}, folder_, clock_};
  std::optional<FolderWatch> enrolment_folder_;
  recording::SigningCertifier certifier_{note::Signer::generate("desk-1").value()};
  NoDesktop capture_;
  WhoIsHere who_{"", {}};
  NoCalls usage_;
};

TEST_F(RecorderHostTest, AnIdleServiceWaitsForNoTime) {
  const auto idle = service();
  EXPECT_EQ(waits_of(*idle), "stop request, control socket, enrolment folder");
}

TEST_F(RecorderHostTest, AWatchedServiceWakesOnceAMinute) {
  const auto watched = service();
  const auto client = LocalSocket::connect(control::socket_in(folder_ / "control")).value();
  EXPECT_TRUE(client.send(view_of("{\"do\":\"hello\",\"version\":2}\n{\"do\":\"watch\"}\n")));
  watched->before_reading();
  EXPECT_EQ(waits_of(*watched),
            "stop request, control socket, control client, enrolment folder; state for those who watch in "
            "60000 ms");
}

TEST_F(RecorderHostTest, TheServicesPauseOutlivesIt) {
  const auto first = service();
  EXPECT_FALSE(first->carry_out(1, request(Verb::kPause))->refused);
  EXPECT_TRUE(PauseMark(folder_).is_set());
  EXPECT_EQ(first->carry_out(1, request(Verb::kStatus))->state->activity, Activity::kPaused);
  EXPECT_TRUE(first->carry_out(1, request(Verb::kUnpause))->refused) << "for somebody else than the agent";
  EXPECT_TRUE(PauseMark(folder_).is_set());
  // The tray's program is this test's.
  const auto tray = LocalSocket::connect(control::socket_in(folder_ / "control")).value();
  EXPECT_TRUE(
      tray.send(view_of("{\"do\":\"hello\",\"version\":2}\n{\"do\":\"indicate\"}\n{\"do\":\"unpause\"}\n")));
  first->before_reading();
  EXPECT_FALSE(PauseMark(folder_).is_set());
  EXPECT_EQ(first->carry_out(1, request(Verb::kStatus))->state->activity, Activity::kIdle);
}

// The tray's program is this test's, and so is the other client.
class SharedDeskTest : public RecorderHostTest {
 protected:
  SharedDeskTest() {
    who_ = WhoIsHere({{"agent-7", {}, {anna_.key("test")}}, {"agent-8", {}, {berit_.key("test")}}});
    service_ = service();
    tray_ = connect();
    EXPECT_TRUE(tray_->send(request(Verb::kIndicate)));
    service_->before_reading();
  }
  std::optional<control::Client> connect() {
    // Its greeting is answered by whoever serves meanwhile.
    auto connected = std::async(std::launch::async, [&] {
      return control::Client::connect(control::socket_in(folder_ / "control"));
    });
    while (connected.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready)
      service_->before_reading();
    return connected.get().value();
  }
  // The last line of those that have come.
  control::Reply ask(control::Client& client, const Request& request) {
    EXPECT_TRUE(client.send(request));
    service_->before_reading();
    control::Reply last;
    while (const auto reply = client.next(std::chrono::milliseconds(0)).value()) last = *reply;
    return last;
  }
  control::Reply say(control::Client& client, const roster::TestAgent& agent) {
    const auto asked = ask(client, request(Verb::kWho));
    if (!asked.agents) return asked;
    Request here = request(Verb::kHere);
    here.agent = agent.name;
    here.signature = roster::sign_presence(agent.name, asked.agents->nonce, agent.signer);
    return ask(client, here);
  }
  std::string agent() { return service_->carry_out(99, request(Verb::kStatus))->state->agent; }

  roster::TestAgent anna_{"agent-7"}, berit_{"agent-8"};
  std::unique_ptr<Service> service_;
  std::optional<control::Client> tray_;
};

TEST_F(SharedDeskTest, NothingMayBeRecordedBeforeSomebodyHasSaidWhoTheyAre) {
  auto state = service_->carry_out(99, request(Verb::kStatus))->state;
  EXPECT_TRUE(state->shared);
  EXPECT_EQ(state->agent, "");
  EXPECT_EQ(state->activity, Activity::kNotAllowed);
  EXPECT_EQ(state->why, reason::AgentUnknown{});
  EXPECT_EQ(say(*tray_, anna_).state->agent, "agent-7");
  state = service_->carry_out(99, request(Verb::kStatus))->state;
  EXPECT_EQ(state->activity, Activity::kIdle);
  EXPECT_EQ(state->agent, "agent-7");
}

TEST_F(SharedDeskTest, NoOtherConnectionThanTheTraysIsAskedOrBelieved) {
  auto other = connect();
  for (const Verb verb : {Verb::kWho, Verb::kHere}) {
    const auto refused = ask(*other, request(verb)).refused;
    ASSERT_TRUE(refused);
    EXPECT_EQ(error_code_of(*refused), Code::kDenied);
  }
  // With the tray's own number.
  const std::string nonce = ask(*tray_, request(Verb::kWho)).agents->nonce;
  Request here = request(Verb::kHere);
  here.agent = "agent-7";
  here.signature = roster::sign_presence("agent-7", nonce, anna_.signer);
  EXPECT_TRUE(ask(*other, here).refused);
  EXPECT_EQ(agent(), "");
  EXPECT_FALSE(say(*tray_, anna_).refused);
  EXPECT_TRUE(ask(*other, request(Verb::kHere)).refused) << "nor to send them away";
  EXPECT_EQ(agent(), "agent-7");
}

TEST_F(SharedDeskTest, WithTheTrayItsAnswerIsGone) {
  EXPECT_FALSE(say(*tray_, anna_).refused);
  // Another tray in its place, which may be another person's.
  auto second = connect();
  EXPECT_TRUE(second->send(request(Verb::kIndicate)));
  service_->before_reading();
  EXPECT_EQ(agent(), "");
  EXPECT_TRUE(say(*tray_, anna_).refused) << "the one before has no say any more";
  EXPECT_FALSE(say(*second, berit_).refused);
  EXPECT_EQ(agent(), "agent-8");
  second.reset();
  service_->before_reading();
  EXPECT_EQ(agent(), "");
}

TEST_F(SharedDeskTest, AfterSleepSomebodyElseMaySitThere) {
  EXPECT_FALSE(say(*tray_, anna_).refused);
  clock_.sleep(std::chrono::seconds(60));
  service_->before_reading();
  EXPECT_EQ(agent(), "");
}

TEST_F(SharedDeskTest, DuringACallNobodyTakesTheAgentsPlaceAndTheAgentMayLeave) {
  EXPECT_FALSE(say(*tray_, anna_).refused);
  EXPECT_EQ(service_->carry_out(99, request(Verb::kBegin, "4711")), std::nullopt);
  EXPECT_EQ(say(*tray_, berit_).refused, reason::AgentInCall{"agent-7"});
  EXPECT_EQ(agent(), "agent-7");
  EXPECT_FALSE(say(*tray_, anna_).refused) << "the same one again";
  EXPECT_FALSE(ask(*tray_, request(Verb::kHere)).refused);
  EXPECT_EQ(agent(), "");
  EXPECT_EQ(service_->carry_out(99, request(Verb::kStatus))->state->why, reason::AgentUnknown{})
      << "nothing more of that call, whoever comes";
  EXPECT_FALSE(say(*tray_, berit_).refused);
  EXPECT_EQ(service_->carry_out(99, request(Verb::kStatus))->state->why, reason::AgentUnknown{});
}

TEST_F(RecorderHostTest, AComputerOfOneAgentDoesNotAsk) {
  const auto one = service();
  EXPECT_FALSE(one->carry_out(1, request(Verb::kStatus))->state->shared);
  EXPECT_TRUE(one->carry_out(1, request(Verb::kWho))->refused);
  EXPECT_TRUE(one->carry_out(1, request(Verb::kHere))->refused);
}

TEST_F(RecorderHostTest, ThePauseOfAForegroundRecordingIsNotKept) {
  ForegroundRecording recording = foreground();
  EXPECT_EQ(recording.carry_out(1, request(Verb::kPause))->state->activity, Activity::kPaused);
  EXPECT_FALSE(PauseMark(folder_).is_set());
  EXPECT_TRUE(recording.carry_out(1, request(Verb::kUnpause))->refused);
}

TEST_F(RecorderHostTest, AForegroundRecordingRefusesToBeToldOfCalls) {
  ForegroundRecording recording = foreground();
  for (const Verb verb : {Verb::kBegin, Verb::kHold, Verb::kResume, Verb::kEnd, Verb::kDiscard}) {
    const auto reply = recording.carry_out(1, request(verb, "4711"));
    ASSERT_TRUE(reply);
    ASSERT_TRUE(reply->refused);
    EXPECT_EQ(error_code_of(*reply->refused), Code::kDenied);
  }
}

// A person at the terminal does not wait for ever.
TEST_F(RecorderHostTest, WhereRecordingIsNotAllowedWhoWatchesCallsIsToldThatThereIsNone) {
  NotAllowedService refuses({reason::AgentUnknown{}, certifier_.device(), who_, folder_, usage_},
                            *enrolment_folder_, control::Server::open(folder_ / "control").value(),
                            OwnPrograms{HeldFile::open("/proc/self/exe").value(), {}}, PauseMark(folder_),
                            stop_, clock_);
  std::jthread running([&] { refuses.run(); });
  control::Client client = control::Client::connect(control::socket_in(folder_ / "control")).value();
  const control::Reply answer = client.ask(request(Verb::kCalls)).value();
  EXPECT_EQ(answer.state->why, reason::AgentUnknown{});
  const auto told = client.next(std::chrono::seconds(20)).value();
  ASSERT_TRUE(told && told->news);
  EXPECT_TRUE(std::holds_alternative<control::AllPresent>(told->news->what));
  EXPECT_TRUE(write_file(enrolment_ / "agreement.note", view_of("another"), Access::kEveryoneReads,
                         IfExists::kReplace));
}

TEST_F(RecorderHostTest, AnUnknownCallIsRefusedByTheServiceAtOnce) {
  const auto idle = service();
  for (const Verb verb : {Verb::kHold, Verb::kResume, Verb::kEnd})
    EXPECT_TRUE(idle->carry_out(1, request(verb, "4711"))->refused);
  // What takes longer is answered later.
  EXPECT_EQ(idle->carry_out(1, request(Verb::kBegin, "4711")), std::nullopt);
}

}  // namespace
}  // namespace insyn::recorder
