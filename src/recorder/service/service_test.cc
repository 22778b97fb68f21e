#include "recorder/service/service.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "agreement/testing.h"
#include "control/place.h"
#include "recorder/call/testing_clock.h"
#include "recorder/service/foreground_recording.h"

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
        ServiceSet{
            agreement_, monitor_, *enrolment_folder_, certifier_, capture_, "", {}, folder_, usage_, ""},
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

TEST_F(RecorderHostTest, AnUnknownCallIsRefusedByTheServiceAtOnce) {
  const auto idle = service();
  for (const Verb verb : {Verb::kHold, Verb::kResume, Verb::kEnd})
    EXPECT_TRUE(idle->carry_out(1, request(verb, "4711"))->refused);
  // What takes longer is answered later.
  EXPECT_EQ(idle->carry_out(1, request(Verb::kBegin, "4711")), std::nullopt);
}

}  // namespace
}  // namespace insyn::recorder
