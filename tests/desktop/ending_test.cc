// What can end a recording from outside: each gives a clear message, and what was kept stays valid.
#include <gtest/gtest.h>

#include "support/desk.h"

namespace insyn {
namespace {

using support::Desk;
using support::Ran;

void expect_error(const Ran& ran, const std::string& reason) {
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find(reason), std::string::npos) << ran.err;
}

TEST(Ending, WithoutADisplayNothingBegins) {
  const Desk desk;
  const std::vector<std::string> command = desk.record_command(desk.parties.sign(desk.terms()));
  support::Environment environment = desk.server.environment();
  environment["DISPLAY"] = "";
  expect_error(support::run(desk.folder.path(), command, environment), "no X display");
  environment["DISPLAY"] = ":63999";
  expect_error(support::run(desk.folder.path(), command, environment),
               "no X server answers on display “unix:63999”");
  EXPECT_EQ(desk.recordings(), 0U);
}

TEST(Ending, WithoutTheCompositeExtensionNothingBegins) {
  const Desk desk({"-extension", "Composite"});
  expect_error(desk.try_to_record(desk.parties.sign(desk.terms())),
               "the X server has no Composite extension");
  EXPECT_EQ(desk.recordings(), 0U);
}

TEST(Ending, AClosedWindowIsReportedAndTheRecordingGoesOn) {
  Desk desk;
  desk.open_support_window();
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  desk.support.ask("destroy main");
  recorder->wait_for_next_chunk();
  EXPECT_NE(recorder->program().err().find("no window of it is on the screen any more"), std::string::npos)
      << recorder->program().err();
  desk.open_support_window();
  recorder->wait_for_next_chunk();
  recorder->stop();
  const support::Shown shown = support::watch(recorder->recording(), desk.parties);
  EXPECT_TRUE(shown.verification.closed);
  EXPECT_TRUE(shown.verification.intact());
  EXPECT_EQ(shown.last.surfaces().size(), 1U);
}

TEST(Ending, TheProgramThatEndsTakesItsWindowsOutOfTheRecording) {
  Desk desk;
  desk.open_support_window();
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  desk.support.program().signal(SIGKILL);
  recorder->wait_for_next_chunk();
  recorder->stop();
  const support::Shown shown = support::watch(recorder->recording(), desk.parties);
  EXPECT_TRUE(shown.verification.intact());
  EXPECT_EQ(shown.last.surfaces().size(), 0U);
}

TEST(Ending, AnXServerThatDiesEndsItAndWhatWasKeptIsValid) {
  Desk desk;
  desk.open_support_window();
  const auto recorder = desk.record();
  recorder->wait_for_chunks(1);
  desk.support.ask("pattern main 5");
  desk.server.kill_now();
  EXPECT_EQ(recorder->program().wait(), 1);
  EXPECT_NE(recorder->program().err().find("the X server closed the connection"), std::string::npos)
      << recorder->program().err();
  const support::Shown shown = support::watch(recorder->recording(), desk.parties);
  EXPECT_TRUE(shown.verification.closed);
  EXPECT_TRUE(shown.verification.intact());
  EXPECT_GT(shown.moments, 1U);
  const auto recording = recording::Recording::read(recorder->recording()).value();
  EXPECT_EQ(desk.parties.end_of(recorder->recording()).reason, recording::EndReason::kDisplayLost);
}

// One that is missing is made, but not the folders above it.
TEST(Ending, ASpoolThatCannotBeMadeOrIsNoFolderIsNamed) {
  Desk desk;
  desk.open_support_window();
  desk.spool = desk.folder / "missing" / "spool";
  expect_error(desk.try_to_record(desk.parties.sign(desk.terms())), desk.spool.string());
  desk.spool = desk.parties.file("device.pub");
  expect_error(desk.try_to_record(desk.parties.sign(desk.terms())), desk.spool.string());
}

}  // namespace
}  // namespace insyn
