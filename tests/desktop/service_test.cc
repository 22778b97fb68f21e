// The recorder as a service: idle between calls, recording during them, and keeping nothing while the agent
// or the call source says so.
#include "support/service.h"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "control/client.h"
#include "control/place.h"
#include "desktop/colours.h"
#include "support/until.h"

namespace insyn {
namespace {

using recording::EndReason;
using support::Desk;
using support::Service;
using track::Withheld;

class ServiceTest : public testing::Test {
 protected:
  ServiceTest() {
    desk_.open_support_window();
    terms_ = desk_.terms();
  }

  void paint(const std::string& colour) {
    desk_.support.ask("repaint main colour " + colour);
    desk_.support.ask("fill main 0 0 400 300 " + colour);
  }
  // Red, in several pictures; what is kept of it would be on the disk by then, or when the recording closes.
  void show_red() {
    paint("aa0000");
    for (int i = 0; i < 5; ++i) {
      desk_.support.ask(fmt::format("fill main {} 0 30 300 aa0000", i * 40));
      service_.activity();
    }
  }
  recording::Recording read(const Path& folder) { return recording::Recording::read(folder).value(); }
  void wait_until_closed(const Path& folder) {
    support::until("the recording to be closed", [&] { return read(folder).closing.has_value(); });
  }
  // Red was shown, and is not in the recording, which is closed for `reason`.
  recording::Balance expect_no_red(const Path& folder, EndReason reason) {
    wait_until_closed(folder);
    const support::Shown shown = support::watch(folder, desk_.parties, kRed);
    EXPECT_EQ(shown.colour_seen, 0U);
    EXPECT_GT(shown.moments, 1U);
    EXPECT_TRUE(shown.verification.intact() && shown.verification.closed);
    EXPECT_STREQ(code_of(desk_.parties.end_of(folder).reason), code_of(reason));
    return desk_.parties.end_of(folder).balance;
  }
  static void expect_good(const support::Ran& ran) { EXPECT_EQ(ran.code, 0) << ran.err; }
  void expect_refused(const support::Ran& ran, const std::string& why) {
    EXPECT_EQ(ran.code, 1);
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err.find(why), std::string::npos) << ran.err;
  }

  Desk desk_;
  Service service_{desk_};
  support::TestTerms terms_;
};

// What is on the screen is a screen saver: the window is there, and is not what is told.
TEST_F(ServiceTest, UnderAScreenSaverItIsSaidThatTheScreenIsLocked) {
  service_.start(terms_);
  const Path folder = service_.begin("call-1");
  const auto screen_saver = [&](const std::string& word) {
    support::Program program(desk_.folder.path(), {"xset", "s", word}, service_.environment());
    EXPECT_EQ(program.wait(), 0) << program.err();
  };
  screen_saver("activate");
  support::until("nothing to be kept", [&] { return service_.activity() == "withheld"; });
  EXPECT_NE(service_.call({"status"}).out.find("screen locked"), std::string::npos)
      << service_.call({"status"}).out;
  screen_saver("reset");
  support::until("it to go on", [&] { return service_.activity() == "recording"; });
  service_.call({"end", "call-1"});
  wait_until_closed(folder);
}

TEST_F(ServiceTest, OutsideOfCallsNothingIsRecorded) {
  service_.start(terms_);
  show_red();
  EXPECT_EQ(service_.activity(), "idle");
  EXPECT_EQ(desk_.recordings(), 0U);
}

TEST_F(ServiceTest, ACallIsRecordedFromItsBeginningToItsEnd) {
  service_.start(terms_);
  show_red();
  paint("00aa00");
  const Path folder = service_.begin("4711");
  EXPECT_EQ(service_.activity(), "recording");
  paint("00bb00");
  Service::wait_for_next_chunk(folder);
  expect_good(service_.call({"end", "4711"}));
  show_red();
  expect_no_red(folder, EndReason::kCallEnded);
  EXPECT_EQ(service_.activity(), "idle");
  EXPECT_EQ(read(folder).certificate.value().call, "4711");
}

// Of the windows that are there, not of the moment before they were looked for.
TEST_F(ServiceTest, ACallThatBeginsIsAnsweredWithWhatWillHappen) {
  service_.start(terms_);
  const support::Ran there = service_.call({"begin", "4711"});
  expect_good(there);
  EXPECT_EQ(there.err.find("no window"), std::string::npos) << there.err;
  EXPECT_NE(there.err.find("Kundstöd"), std::string::npos) << there.err;
  EXPECT_EQ(std::count(there.out.begin(), there.out.end(), '\n'), 1) << "the recording's id";
  expect_good(service_.call({"end", "4711"}));
  desk_.support.ask("unmap main");
  const support::Ran gone = service_.call({"begin", "4712"});
  expect_good(gone);
  EXPECT_NE(gone.err.find("no window of Kundstöd is on the screen yet. It is recorded as soon as one is"),
            std::string::npos)
      << gone.err;
}

TEST_F(ServiceTest, WithoutAPauseTheSamePicturesAreKept) {
  service_.start(terms_);
  const Path folder = service_.begin("4711");
  show_red();
  Service::wait_for_next_chunk(folder);
  expect_good(service_.call({"end", "4711"}));
  wait_until_closed(folder);
  EXPECT_GT(support::watch(folder, desk_.parties, kRed).colour_seen, 0U);
}

TEST_F(ServiceTest, NothingIsKeptDuringAPauseAndThenItGoesOn) {
  service_.start(terms_);
  const Path folder = service_.begin("4711");
  expect_good(service_.call({"pause"}));
  EXPECT_EQ(service_.activity(), "paused");
  show_red();
  paint("00aa00");
  expect_good(service_.call_at_terminal({"unpause"}));
  Service::wait_for_next_chunk(folder);
  EXPECT_EQ(service_.activity(), "recording");
  expect_good(service_.call({"end", "4711"}));
  const recording::Balance balance = expect_no_red(folder, EndReason::kCallEnded);
  EXPECT_EQ(balance.withheld.at(Withheld::kPaused).times, 1U);
  EXPECT_FALSE(balance.withheld.contains(Withheld::kSessionHidden));
}

// Whoever else can reach the socket, also with this installation's own command.
TEST_F(ServiceTest, NobodyButTheAgentEndsAPause) {
  service_.start(terms_);
  expect_good(service_.call({"pause"}));
  expect_refused(service_.call({"unpause"}), "only the agent ends a pause");
  const Path socket = control::socket_in(service_.runtime_folder() / "insyn");
  auto stranger = control::Client::connect(socket).value();
  control::Request unpause;
  unpause.verb = control::Verb::kUnpause;
  EXPECT_TRUE(stranger.ask(unpause).value().refused);
  // Another program that a terminal waits for is another program.
  const Path copy = desk_.folder / "insyn";
  std::filesystem::copy_file(support::insyn(), copy);
  const support::Ran other = support::run(desk_.folder.path(), {copy.string(), "call", "unpause"},
                                          service_.environment(), support::Input::kTerminal);
  expect_refused(other, "only the agent ends a pause");
  EXPECT_EQ(service_.activity(), "paused");
  expect_good(service_.call_at_terminal({"unpause"}));
  EXPECT_EQ(service_.activity(), "idle");
}

// A program of this user takes all the connections that it can get, and says nothing, or half a line, or
// watches and does not read.
TEST_F(ServiceTest, NoNumberOfConnectionsKeepsTheAgentFromPausingNorTheTrayOut) {
  service_.start(terms_);
  const Path folder = service_.begin("4711");
  const Path socket = control::socket_in(service_.runtime_folder() / "insyn");
  std::vector<pid_t> hostile;
  for (int i = 0; i < 40; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      // Each takes as many as it can get, and keeps them.
      std::vector<LocalSocket> taken;
      for (int n = 0; n < 8; ++n) {
        auto one = LocalSocket::connect(socket);
        if (!one) continue;
        constexpr const char* kSaid[] = {
            "", "{\"do\":", "{\"do\":\"hello\",\"version\":2}\n{\"do\":\"watch\"}\n"};
        (void)one->send(view_of(std::string_view(kSaid[n % 3])));
        taken.push_back(std::move(*one));
      }
      ::pause();
      ::_exit(0);
    }
    hostile.push_back(child);
  }
  for (int i = 0; i < 5; ++i) expect_good(service_.call({"pause"}));
  EXPECT_EQ(service_.activity(), "paused");
  // The tray, too, comes back.
  service_.tray().signal(SIGKILL);
  service_.tray().wait();
  service_.start_tray();
  support::until("the tray to be there", [&] {
    return service_.call({"status", "--json"}).out.find("\"indicated\": true") != std::string::npos;
  });
  for (const pid_t child : hostile) {
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
  }
  expect_good(service_.call({"end", "4711"}));
  wait_until_closed(folder);
}

TEST_F(ServiceTest, NothingIsKeptOfACallOnHold) {
  service_.start(terms_);
  const Path folder = service_.begin("4711");
  expect_good(service_.call({"hold", "4711"}));
  EXPECT_EQ(service_.activity(), "held");
  show_red();
  paint("00aa00");
  expect_good(service_.call({"resume", "4711"}));
  Service::wait_for_next_chunk(folder);
  expect_good(service_.call({"end", "4711"}));
  const recording::Balance balance = expect_no_red(folder, EndReason::kCallEnded);
  EXPECT_EQ(balance.withheld.at(Withheld::kOnHold).times, 1U);
}

TEST_F(ServiceTest, APauseBetweenCallsHoldsForTheNextOne) {
  service_.start(terms_);
  expect_good(service_.call({"pause"}));
  expect_good(service_.call({"begin", "4711"}));
  show_red();
  EXPECT_EQ(service_.activity(), "paused");
  EXPECT_EQ(desk_.recordings(), 0U);
}

TEST_F(ServiceTest, ACallEndsWithTheConnectionThatItIsBoundTo) {
  service_.start(terms_);
  const Path socket = control::socket_in(service_.runtime_folder() / "insyn");
  std::optional<control::Client> source = control::Client::connect(socket).value();
  control::Request begin;
  begin.verb = control::Verb::kBegin;
  begin.call = "4711";
  begin.bound = true;
  const control::Reply reply = source->ask(begin).value();
  ASSERT_FALSE(reply.refused) << code_of(*reply.refused);
  const Path folder = desk_.spool / reply.state->recording;
  support::until("a chunk", [&] { return Service::chunks(folder) > 0; });
  source.reset();
  show_red();
  expect_no_red(folder, EndReason::kCallLost);
}

TEST_F(ServiceTest, AnotherCallEndsTheRecordingOfTheOneBefore) {
  service_.start(terms_);
  const Path first = service_.begin("1");
  const Path second = service_.begin("2");
  wait_until_closed(first);
  EXPECT_NE(first, second);
  expect_good(service_.call({"end", "2"}));
  wait_until_closed(second);
  EXPECT_EQ(service_.activity(), "held");
}

TEST_F(ServiceTest, ACallThatTheAgreementDoesNotAllowIsRefusedWithTheReason) {
  terms_.not_after = SystemClock().utc() - std::chrono::hours(1);
  service_.start(terms_);
  EXPECT_EQ(service_.activity(), "not-allowed");
  expect_refused(service_.call({"begin", "4711"}), "the agreement ended at");
  EXPECT_EQ(service_.activity(), "not-allowed");
  EXPECT_EQ(desk_.recordings(), 0U);
}

TEST_F(ServiceTest, AnAgreementThatEndsDuringACallEndsTheRecording) {
  terms_.not_after = SystemClock().utc() + std::chrono::seconds(20);
  service_.start(terms_);
  const Path folder = service_.begin("4711");
  support::until("the agreement to end", [&] { return service_.activity() == "not-allowed"; });
  show_red();
  expect_no_red(folder, EndReason::kAgreementEnded);
}

TEST_F(ServiceTest, WhatIsUnknownIsRefusedAndChangesNothing) {
  service_.start(terms_);
  expect_refused(service_.call({"end", "4711"}), "there is no call “4711”");
  expect_refused(service_.call({"hold", "4711"}), "there is no call “4711”");
  expect_refused(service_.call({"discard"}), "nothing was recorded");
  service_.begin("4711");
  expect_refused(service_.call({"begin", "4711"}), "has begun already");
  EXPECT_EQ(service_.activity(), "recording");
}

TEST_F(ServiceTest, ADiscardedRecordingCannotBeOpenedAndTheCallIsNotRecordedAnyMore) {
  service_.start(terms_);
  const Path folder = service_.begin("4711");
  expect_good(service_.call({"discard"}));
  EXPECT_TRUE(read(folder).closing.has_value());
  EXPECT_FALSE(desk_.parties.open(folder));
  EXPECT_FALSE(std::filesystem::exists(folder / "key.age"));
  EXPECT_EQ(service_.activity(), "not-allowed");
  show_red();
  EXPECT_EQ(desk_.recordings(), 1U);
  expect_good(service_.call({"end", "4711"}));
  expect_refused(service_.call({"begin", "4711"}), "discarded");
  EXPECT_EQ(desk_.recordings(), 1U);
  expect_good(service_.call({"end", "4711"}));
  service_.begin("4712");
}

TEST_F(ServiceTest, ASessionThatEndsClosesTheRecording) {
  service_.start(terms_);
  const Path folder = service_.begin("4711");
  service_.program().signal(SIGTERM);
  EXPECT_EQ(service_.program().wait(), 0) << service_.program().err();
  show_red();
  expect_no_red(folder, EndReason::kStopped);
}

TEST_F(ServiceTest, AfterACrashTheRecordingStandsByItsJournalTheCallIsOverAndThePauseIsNot) {
  service_.start(terms_);
  const Path folder = service_.begin("4711");
  expect_good(service_.call({"pause"}));
  service_.program().signal(SIGKILL);
  service_.program().wait();
  EXPECT_FALSE(read(folder).closing.has_value());
  expect_refused(service_.call({"status"}), "no recorder is running");

  service_.start(terms_);
  const recording::Recording cut_off = read(folder);
  EXPECT_FALSE(cut_off.has_closing()) << "nobody has the key any more that could close it";
  EXPECT_FALSE(cut_off.is_being_recorded);
  EXPECT_TRUE(recording::verify(cut_off, cut_off.files(), desk_.parties.device()).value().intact());
  EXPECT_TRUE(listed_chunks(cut_off, cut_off.files()));
  EXPECT_EQ(service_.activity(), "paused");
  expect_good(service_.call_at_terminal({"unpause"}));
  EXPECT_EQ(service_.activity(), "idle");
}

TEST_F(ServiceTest, ASecondRecorderOfTheSessionIsRefused) {
  service_.start(terms_);
  const support::Ran second = support::run(desk_.folder.path(), service_.command(), service_.environment());
  expect_refused(second, "a recorder is running in this session already");
  EXPECT_EQ(service_.activity(), "idle");
}

TEST_F(ServiceTest, ALostDisplayIsReportedAndTheServiceGoesOn) {
  service_.start(terms_);
  const Path folder = service_.begin("4711");
  desk_.server.kill_now();
  wait_until_closed(folder);
  EXPECT_EQ(service_.activity(), "not-allowed");
  expect_refused(service_.call({"begin", "4712"}), "no X server answers");
  EXPECT_FALSE(service_.program().ended());
}

}  // namespace
}  // namespace insyn
