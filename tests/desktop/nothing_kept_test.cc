// Where nothing is kept though something is on the screen, the reason says what it is: never that there is no
// window.
#include <gtest/gtest.h>

#include "support/service.h"
#include "support/until.h"

namespace insyn {
namespace {

using support::Client;
using support::Desk;
using support::Service;

class NothingKept : public testing::Test {
 protected:
  // Begins a call; what the recorder says of it, once that is `expected`.
  void expect_told(const support::TestTerms& terms, const std::string& expected) {
    service_.start(terms);
    const support::Ran begun = service_.call({"begin", "call"});
    EXPECT_EQ(begun.code, 0) << begun.err;
    EXPECT_NE(begun.err.find(expected), std::string::npos) << begun.err;
    EXPECT_NE(status().find(expected), std::string::npos) << status();
  }
  std::string status() const { return service_.call({"status"}).out; }

  Desk desk_{{"-listen", "tcp"}};
  Service service_{desk_};
};

TEST_F(NothingKept, AWindowOfAnotherClassIsSaidToBeThere) {
  desk_.open_support_window("class=Kundstod-beta");
  support::TestTerms terms = desk_.terms();
  terms.wm_class = "Kundstod";
  expect_told(terms, "has the window class “Kundstod-beta”, and agreed is “Kundstod”");
  desk_.support.ask("unmap main");
  support::until("the window to be gone from the reason",
                 [&] { return status().find("no window of it is on the screen") != std::string::npos; });
}

TEST_F(NothingKept, ARecordingFromATerminalSaysTheSameAtItsBeginningAndEnd) {
  desk_.open_support_window("");
  support::TestTerms terms = desk_.terms();
  terms.wm_class = "Kundstod";
  const support::Ran ran = desk_.try_to_record(desk_.parties.sign(terms), {"--for", "1"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.err.find("nothing is kept: a window of “Kundstöd”"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("nothing was kept: a window of “Kundstöd”"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("has no window class, and agreed is “Kundstod”"), std::string::npos) << ran.err;
}

TEST_F(NothingKept, AProgramThatTheAgreedOneStartedIsNamed) {
  support::TestTerms terms = desk_.terms();
  terms.exe = desk_.folder / "launcher" / "kundstod";
  std::filesystem::create_directory(terms.exe.parent_path());
  std::filesystem::copy_file("/bin/sh", terms.exe);
  Client started(desk_.folder.path(), desk_.server, terms.exe, {"-c", desk_.mail_path.string() + "; exit"});
  started.ask("create main 100 100 400 300");
  started.ask("map main");
  expect_told(terms, "has started " + desk_.mail_path.string());
}

TEST_F(NothingKept, AWindowOfAnotherComputerIsSaidToBeThere) {
  const std::string far_display = "DISPLAY=localhost" + desk_.server.display();
  Client far(desk_.folder.path(), desk_.server, "/usr/bin/env", {far_display, desk_.support_path.string()});
  far.ask("create main 100 100 400 300 class=Kundstod");
  far.ask("map main");
  support::TestTerms terms = desk_.terms();
  terms.wm_class = "Kundstod";
  expect_told(terms, "belongs to a program that cannot be told");
}

TEST_F(NothingKept, AWindowThatIsOnlyHiddenNeedsNoOtherCause) {
  desk_.open_support_window("class=Other");
  support::TestTerms terms = desk_.terms();
  terms.wm_class = "Kundstod";
  desk_.support.ask("create hidden 100 100 400 300 class=Kundstod");
  expect_told(terms, "has the window class “Other”");
}

// An X server with its default visual in direct colour, where programs change what a pixel looks like.
TEST(Screen, OfPixelsThatCannotBeKeptIsRefusedWithThatReason) {
  Desk desk({"-cc", "5"});
  const support::Ran ran = desk.try_to_record(desk.parties.sign(desk.terms()), {"--for", "1"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("24 bits a pixel are stored in a way that cannot be recorded"), std::string::npos)
      << ran.err;
  EXPECT_EQ(desk.recordings(), 0U);
}

TEST(Screen, OfAWaylandSessionWithoutAnXServerIsRefusedWithThatReason) {
  const Desk desk;
  support::Environment environment = desk.environment();
  environment["DISPLAY"] = "";
  environment["WAYLAND_DISPLAY"] = "wayland-0";
  const support::Ran ran =
      support::run(desk.folder.path(), desk.record_command(desk.parties.sign(desk.terms())), environment);
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("this is a Wayland session"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace insyn
