// The tray's command line, where there is no display.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "program.h"

namespace insyn::cli {
namespace {

class TrayUsage : public ::testing::Test {
 protected:
  TrayUsage() {
    ::unsetenv("DISPLAY");
    ::unsetenv("QT_QPA_PLATFORM");
  }
};

TEST_F(TrayUsage, HelpAndVersionNeedNoDisplay) {
  const Ran help = run({"--help"}, "insyn-tray");
  EXPECT_EQ(help.code, 0) << help.err;
  EXPECT_NE(help.out.find("--enrolment"), std::string::npos) << help.out;
  const Ran version = run({"--version"}, "insyn-tray");
  EXPECT_EQ(version.code, 0) << version.err;
  EXPECT_EQ(version.out.find("insyn-tray "), 0U) << version.out;
  EXPECT_EQ(version.err + help.err, "");
}

TEST_F(TrayUsage, WrongOptionsAreSaidWithoutADisplayToo) {
  const std::vector<std::vector<std::string>> wrong = {
      {"--what"}, {"extra"}, {"--socket", "x"}, {"--language", "de"}, {"--spool"}, {"--help", "--what"}};
  for (const auto& arguments : wrong) {
    const Ran ran = run(arguments, "insyn-tray");
    EXPECT_EQ(ran.code, 2) << arguments.front();
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err.find("see insyn-tray --help"), std::string::npos) << ran.err;
  }
}

TEST_F(TrayUsage, AStartWithoutADisplayEndsWithOneSentence) {
  for (const char* display : {"", ":1234", "nonsense"}) {
    if (*display != '\0') ::setenv("DISPLAY", display, 1);
    const Ran ran = run({}, "insyn-tray");
    EXPECT_EQ(ran.code, 1) << display;
    EXPECT_NE(ran.err.find("insyn-tray: no X server answers"), std::string::npos) << ran.err;
    EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
  }
  ::unsetenv("DISPLAY");
}

}  // namespace
}  // namespace insyn::cli
