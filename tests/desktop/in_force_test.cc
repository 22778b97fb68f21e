// How a running recorder keeps to the agreement that is in force: when it is withdrawn or replaced, outside
// of its hours, when its cap is reached, when the clock is set back; during a call and between calls.
#include <gtest/gtest.h>

#include <csignal>

#include "agreement/zone.h"
#include "support/service.h"
#include "support/until.h"
#include "support/wall_clock.h"

namespace insyn {
namespace {

using recording::EndReason;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class InForceTest : public testing::Test {
 protected:
  InForceTest() {
    desk_.open_support_window();
    terms_ = desk_.terms();
  }

  void start() { service_.start(terms_, clock_.before()); }
  recording::Recording read(const Path& folder) { return recording::Recording::read(folder).value(); }
  // What happens to the agreement in the middle of a call ends the recording within a second, for `reason`.
  void expect_ended_by(const std::function<void()>& happens, EndReason reason) {
    const Path folder = service_.begin("4711");
    happens();
    const Utc then = SystemClock().utc();
    support::until("the recording to be closed", [&] { return read(folder).closing.has_value(); });
    EXPECT_LT(SystemClock().utc() - then, seconds(1));
    EXPECT_STREQ(code_of(desk_.parties.end_of(folder).reason), code_of(reason));
  }
  void expect_refused(const std::string& call, const std::string& why) {
    const support::Ran ran = service_.call({"begin", call});
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find(why), std::string::npos) << ran.err;
    EXPECT_NE(service_.call({"status"}).out.find(why), std::string::npos) << "and the agent is shown it";
  }
  void expect_recorder_ends(const std::string& why = "the agreement was replaced") {
    EXPECT_EQ(service_.program().wait(), 0) << service_.program().err();
    EXPECT_NE(service_.program().err().find("this recorder ends: "), std::string::npos);
    EXPECT_NE(service_.program().err().find(why), std::string::npos) << service_.program().err();
  }

  // The command sees an /etc/insyn in which a device's key lies.
  void expect_refused_where_enrolled(const std::vector<std::string>& command) const {
    const std::string etc = (desk_.folder.path() / "etc").string();
    std::string words;
    for (const std::string& word : command) words += " " + word;
    const std::string script = fmt::format(
        "cp -a /etc {0} 2>/dev/null; mkdir {0}/insyn && : > {0}/insyn/device.sign && mount --bind {0} /etc "
        "&& "
        "exec{1}",
        etc, words);
    const support::Ran ran =
        support::run(desk_.folder.path(), {"unshare", "-rm", "sh", "-c", script}, service_.environment());
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find("this computer is enrolled (/etc/insyn)"), std::string::npos) << ran.err;
    EXPECT_EQ(desk_.recordings(), 0U);
  }

  support::Desk desk_;
  support::Service service_{desk_};
  support::WallClock clock_{desk_.folder.path()};
  support::TestTerms terms_;
};

TEST_F(InForceTest, ReplacedDuringACallEndsItAndTheNextRecorderUsesTheNewOne) {
  start();
  expect_ended_by(
      [&] {
        terms_.max_minutes = 7;
        service_.enrol(terms_);
      },
      EndReason::kAgreementEnded);
  expect_recorder_ends();
  start();
  service_.begin("4712");
}

TEST_F(InForceTest, WithdrawnDuringACallEndsIt) {
  start();
  expect_ended_by([&] { std::filesystem::remove(service_.enrolment() / "agreement.note"); },
                  EndReason::kAgreementEnded);
  expect_recorder_ends();
}

TEST_F(InForceTest, AWithdrawalByOnePartyEndsACallAndNothingIsRecordedUnderThatAgreementAgain) {
  start();
  const Path withdrawal = desk_.folder / "w.withdrawal";
  expect_ended_by(
      [&] {
        const support::Ran ran = support::run(
            desk_.folder.path(),
            {support::insyn(), "agreement", "withdraw", (service_.enrolment() / "agreement.note").string(),
             "--key", desk_.parties.file("union.sign").string(), "--out", withdrawal.string()});
        EXPECT_EQ(ran.code, 0) << ran.err;
        std::filesystem::copy_file(withdrawal, service_.enrolment() / "any.withdrawal");
      },
      EndReason::kAgreementEnded);
  expect_refused("4712", "union withdrew the agreement");
  // Whatever is enrolled afterwards, and though its file is gone.
  service_.program().signal(SIGTERM);
  service_.program().wait();
  std::filesystem::remove(service_.enrolment() / "any.withdrawal");
  service_.start_enrolled({}, "nothing is recorded: ");
  expect_refused("4713", "union withdrew the agreement");
}

TEST_F(InForceTest, ReplacedBetweenCallsNeedsANewRecorder) {
  start();
  terms_.max_minutes = 7;
  service_.enrol(terms_);
  expect_recorder_ends();
}

// Both parties' signatures are worth as much as the keys that they are compared with.
TEST_F(InForceTest, APinExchangedDuringACallEndsItAndTheNextRecorderRefusesTheAgreement) {
  start();
  const Path pin = service_.enrolment() / "union.pub";
  expect_ended_by(
      [&] {
        std::filesystem::copy_file(desk_.parties.file("stranger.pub"), pin,
                                   std::filesystem::copy_options::overwrite_existing);
      },
      EndReason::kAgreementEnded);
  expect_recorder_ends("enrolment was changed: " + pin.string());
  service_.start_enrolled({}, "nothing is recorded: ");
  EXPECT_EQ(service_.activity(), "not-allowed");
  expect_refused("4712", "has not signed");
}

TEST_F(InForceTest, AKeyThatIsTakenAwayOrAddedEndsACallToo) {
  start();
  expect_ended_by([&] { std::filesystem::remove(service_.enrolment() / "device.sign"); },
                  EndReason::kAgreementEnded);
  expect_recorder_ends("enrolment was changed");
  start();
  expect_ended_by(
      [&] {
        const note::PublicKeys agent{note::Role::kAgent, "agent 7",
                                     note::Signer::generate("agent-7").value().verifier(),
                                     seal::Identity::generate().recipient().text()};
        EXPECT_TRUE(write_file(service_.enrolment() / "agent.pub", view_of(note::public_keys_text(agent)),
                               Access::kEveryoneReads, IfExists::kReplace));
      },
      EndReason::kAgreementEnded);
  expect_recorder_ends("enrolment was changed");
}

TEST_F(InForceTest, WrittenAgainUnchangedItChangesNothing) {
  start();
  const Path folder = service_.begin("4711");
  for (const char* name : {"agreement.note", "union.pub"}) {
    std::filesystem::last_write_time(service_.enrolment() / name,
                                     std::filesystem::file_time_type::clock::now());
  }
  desk_.support.ask("pattern main 2");
  support::Service::wait_for_next_chunk(folder);
  EXPECT_EQ(service_.activity(), "recording");
}

TEST_F(InForceTest, AClockSetBackDuringACallEndsItAndNothingIsKeptUntilItIsRight) {
  start();
  expect_ended_by([&] { clock_.shift(-minutes(10)); }, EndReason::kClockSetBack);
  expect_refused("4712", "the clock was set back");
  clock_.shift({});
  service_.begin("4713");
}

TEST_F(InForceTest, SleepDuringACallEndsItAndTheNextOneIsRecorded) {
  start();
  expect_ended_by([&] { clock_.sleep(minutes(20)); }, EndReason::kComputerSlept);
  EXPECT_EQ(service_.activity(), "idle");
  EXPECT_NE(service_.call({"end", "4711"}).code, 0) << "it is over";
  service_.begin("4712");
}

// The agreement that a recording was made under says how long its agent may discard it: not the one that is
// in force by then, and none does not end it.
TEST_F(InForceTest, ARecordingIsDiscardedByItsOwnTermsUnderAnotherAgreementAndUnderNone) {
  terms_.discard_hours = 72;
  start();
  const std::string first = service_.begin("1").filename().string();
  EXPECT_EQ(service_.call({"end", "1"}).code, 0);
  terms_.discard_hours = 1;
  service_.enrol(terms_);
  expect_recorder_ends();
  start();
  const std::string second = service_.begin("2").filename().string();
  EXPECT_EQ(service_.call({"end", "2"}).code, 0);
  clock_.shift(hours(2));
  EXPECT_EQ(service_.call({"discard", first}).code, 0);
  EXPECT_FALSE(std::filesystem::exists(desk_.spool / first / "key.age"));
  const support::Ran late = service_.call({"discard", second});
  EXPECT_EQ(late.code, 1);
  EXPECT_NE(late.err.find("for 1 hours"), std::string::npos) << late.err;

  clock_.shift({});
  std::filesystem::remove(service_.enrolment() / "agreement.note");
  expect_recorder_ends();
  service_.start_enrolled(clock_.before(), "nothing is recorded: ");
  EXPECT_EQ(service_.activity(), "not-allowed");
  expect_refused("3", "agreement.note");
  EXPECT_EQ(service_.call({"discard", second}).code, 0);
  EXPECT_FALSE(std::filesystem::exists(desk_.spool / second / "key.age"));
  // It ends when there is an agreement again.
  service_.enrol(terms_);
  EXPECT_EQ(service_.program().wait(), 0) << service_.program().err();
}

TEST_F(InForceTest, ATrialIsRefusedOnAnEnrolledComputer) {
  expect_refused_where_enrolled({support::insyn(), "try"});
}

// There the service records, under what is enrolled there, and its signer counts.
TEST_F(InForceTest, RecordingFromATerminalIsRefusedOnAnEnrolledComputer) {
  // One that is not refused ends by itself.
  expect_refused_where_enrolled(desk_.record_command(desk_.parties.sign(terms_), {"--for", "1"}));
}

TEST_F(InForceTest, ARecorderUnderAnotherEnrolmentIsRefusedOnAnEnrolledComputer) {
  service_.enrol(terms_);
  expect_refused_where_enrolled(service_.command());
}

TEST_F(InForceTest, ATrialIsRefusedWhereARecorderRuns) {
  start();
  const support::Ran ran =
      support::run(desk_.folder.path(), {support::insyn(), "try"}, service_.environment());
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("this computer is enrolled"), std::string::npos) << ran.err;
}

TEST_F(InForceTest, AClockSetBackWhileNoRecorderRanIsNoticed) {
  start();
  service_.begin("4711");
  service_.program().signal(SIGTERM);
  service_.program().wait();
  clock_.shift(-hours(2));
  start();
  EXPECT_EQ(service_.activity(), "not-allowed");
  expect_refused("4712", "the clock was set back");
}

// By the clock of the agreement's zone, from now on.
std::string hours_until(Utc end, std::string_view zone) {
  const agreement::WallTime wall = agreement::wall_time(end, zone).value();
  const int minute = wall.minute == 0 ? 24 * 60 : wall.minute;
  return fmt::format("from = \"00:00\", to = \"{:02}:{:02}\", zone = \"{}\"", minute / 60, minute % 60, zone);
}

TEST_F(InForceTest, TheAgreedHoursEndDuringACall) {
  const Utc now = SystemClock().utc();
  const Utc end = std::chrono::ceil<minutes>(now + minutes(2));
  terms_.hours = hours_until(end, "Europe/Stockholm");
  start();
  expect_ended_by([&] { clock_.shift(end - SystemClock().utc()); }, EndReason::kAgreementEnded);
  expect_refused("4712", "the agreement");
}

TEST_F(InForceTest, ItsLastSecondIsInForceAndTheNextIsNot) {
  terms_.not_after = std::chrono::ceil<minutes>(SystemClock().utc() + hours(1));
  clock_.shift(terms_.not_after - SystemClock().utc() - seconds(30));
  start();
  expect_ended_by([&] { clock_.shift(terms_.not_after - SystemClock().utc()); }, EndReason::kAgreementEnded);
  expect_refused("4712", "the agreement ended at");
}

TEST_F(InForceTest, TheWeeklyCapRefusesTheNextCallAndOneThatIsResumed) {
  terms_.calls_per_week = 2;
  start();
  const Path first = service_.begin("1");
  service_.begin("2");
  expect_refused("3", "this week's 2 calls are recorded");
  EXPECT_EQ(service_.call({"end", "3"}).code, 0);
  EXPECT_EQ(service_.call({"end", "2"}).code, 0);
  EXPECT_EQ(service_.call({"resume", "1"}).code, 0);
  EXPECT_EQ(service_.activity(), "not-allowed");
  EXPECT_EQ(desk_.recordings(), 2U);
}

// What counts is what the device's key has certified: not what lies in the spool, whichever that is.
TEST_F(InForceTest, TheWeeklyCapIsNotResetByTheSpoolNorByTakingItsJournalAway) {
  terms_.calls_per_week = 1;
  start();
  const Path first = service_.begin("1");
  EXPECT_EQ(service_.call({"end", "1"}).code, 0);
  const auto expect_full = [&](const std::string& call, const std::string& why) {
    expect_refused(call, why);
    EXPECT_EQ(service_.call({"end", call}).code, 0);
  };
  std::filesystem::create_directory(desk_.spool / std::string(32, '0'));
  EXPECT_TRUE(write_file(desk_.spool / std::string(32, '0') / "opening.note", view_of("garbage"),
                         Access::kOwnerOnly, IfExists::kReplace));
  expect_full("2", "this week's 1 calls are recorded");
  std::filesystem::remove_all(first);
  expect_full("3", "this week's 1 calls are recorded");
  service_.program().signal(SIGTERM);
  service_.program().wait();
  desk_.spool = desk_.folder / "another";
  std::filesystem::create_directory(desk_.spool);
  start();
  expect_full("4", "this week's 1 calls are recorded");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(desk_.folder / "state")) {
    if (entry.path().filename() == "usage.journal") std::filesystem::remove(entry.path());
  }
  expect_full("5", "how many calls were recorded cannot be told");
  // Nor does the next recorder begin another.
  service_.program().signal(SIGTERM);
  service_.program().wait();
  start();
  expect_full("6", "how many calls were recorded cannot be told");
  EXPECT_EQ(desk_.recordings(), 0U);
}

// The journal begins with the device's key, which the agents' group cannot read.
TEST_F(InForceTest, EnrollingAgainWithTheSameKeyDoesNotBeginAnotherJournal) {
  const Path journals = desk_.folder / "journals";
  const auto enrol = [&](const char* device) {
    return support::run(
        desk_.folder.path(),
        {support::insyn(), "enrol", "--agreement", desk_.parties.sign(terms_).string(), "--pin",
         desk_.parties.file("employer.pub").string(), "--pin", desk_.parties.file("union.pub").string(),
         "--roster", desk_.parties.file("roster.note").string(), "--device",
         desk_.parties.file(device).string(), "--to", service_.enrolment().string(), "--journal",
         journals.string()},
        service_.environment());
  };
  const support::Ran first = enrol("device.sign");
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_EQ(std::filesystem::status(service_.enrolment() / "device.sign").permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_EQ(enrol("device.sign").code, 0);
  std::filesystem::remove_all(journals);
  const support::Ran lost = enrol("device.sign");
  EXPECT_EQ(lost.code, 1);
  EXPECT_NE(lost.err.find("put it back from a backup"), std::string::npos) << lost.err;
  const note::Signer other = note::Signer::generate("device").value();
  EXPECT_TRUE(write_file(desk_.parties.file("other.sign"), view_of(other.secret_text()), Access::kOwnerOnly,
                         IfExists::kRefuse));
  EXPECT_NE(enrol("other.sign").code, 0) << "it is not on the roster yet";
  roster::Roster roster = desk_.parties.roster();
  roster = next_version(roster, sha256(view_of(roster::roster_text(roster))));
  roster.devices.push_back({"other", other.verifier()});
  desk_.parties.write_roster(roster, "roster.note");
  const support::Ran anew = enrol("other.sign");
  EXPECT_EQ(anew.code, 0) << anew.err;
}

TEST_F(InForceTest, ADiscardedCallIsNotRecordedByTheNextRecorderEither) {
  start();
  service_.begin("4711");
  EXPECT_EQ(service_.call({"discard"}).code, 0);
  service_.program().signal(SIGTERM);
  service_.program().wait();
  start();
  expect_refused("4711", "discarded");
}

TEST_F(InForceTest, TheCapCountsOneWeekOnly) {
  terms_.calls_per_week = 1;
  const Utc week = agreement::week_start(SystemClock().utc(), "UTC").value();
  const Utc end = agreement::week_start(week + hours(24 * 8), "UTC").value();
  terms_.not_before = week;
  terms_.not_after = end + hours(24);
  clock_.shift(end - SystemClock().utc() - seconds(60));
  start();
  const Path folder = service_.begin("1");
  EXPECT_EQ(service_.call({"end", "1"}).code, 0);
  expect_refused("2", "this week's 1 calls are recorded");
  EXPECT_EQ(service_.call({"end", "2"}).code, 0);
  clock_.shift(end - SystemClock().utc() + seconds(1));
  service_.begin("3");
}

TEST_F(InForceTest, ACallOutsideTheSampleIsRefused) {
  terms_.sample = 1e-9;
  start();
  expect_refused("4711", "this call is not in the agreed sample");
}

TEST_F(InForceTest, AnEnrolmentThatOthersCanChangeIsRefused) {
  service_.enrol(terms_);
  std::filesystem::permissions(service_.enrolment() / "union.pub", std::filesystem::perms::others_write,
                               std::filesystem::perm_options::add);
  const support::Ran ran = support::run(desk_.folder.path(), service_.command(), service_.environment());
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("union.pub can be changed by other users"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace insyn
