// Somebody who has made keys and written terms, and then does what each refusal says.
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <sstream>

#include "base/clock.h"
#include "program.h"

namespace insyn::cli {
namespace {

class FirstHour : public ::testing::Test {
 protected:
  FirstHour() {
    ::setenv("XDG_STATE_HOME", folder_.path("state").c_str(), 1);
    for (const char* role : {"employer", "union", "device", "agent"})
      EXPECT_EQ(run({"keys", "new", "--role", role, "--name", role, "--out", path(role)}).code, 0);
  }
  ~FirstHour() override { ::unsetenv("XDG_STATE_HOME"); }

  std::string path(const std::string& name) const { return folder_.path(name); }
  static std::string day(int from_today) {
    return to_text(SystemClock().utc() + std::chrono::days(from_today)).substr(0, 10);
  }

  void write_terms(const std::string& more) const {
    write_all(path("terms.note"),
              "insyn = 1\nid = \"prov 1\"\nemployer = \"employer\"\nunion = \"union\"\n"
              "purpose = \"prov\"\nnot_before = " +
                  day(-7) + "\nnot_after = " + day(14) +
                  "\n[[application]]\nname = \"A\"\nkind = \"native\"\nexe = \"" +
                  std::filesystem::canonical("/usr/bin/true").string() +
                  "\"\n[recording]\nlevel = \"full\"\n" + more);
  }

  Ran enrol(const std::vector<std::string>& more) const {
    std::vector<std::string> words = {"enrol",
                                      "--agreement",
                                      path("terms.note"),
                                      "--pin",
                                      path("employer.pub"),
                                      "--pin",
                                      path("union.pub"),
                                      "--device",
                                      path("device.sign"),
                                      "--to",
                                      path("etc"),
                                      "--journal",
                                      path("journal"),
                                      "--signer",
                                      ""};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }

  // The commands that a refusal names, each as it stands there.
  static std::vector<std::string> commands_in(const std::string& text) {
    std::vector<std::string> commands;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
      if (line.starts_with("  insyn ")) commands.push_back(line.substr(2));
    return commands;
  }

  void type(const std::string& command) const {
    const Ran ran =
        run({"-c", "cd '" + path("") + "' && PATH='" INSYN_BIN_DIR "':$PATH && " + command + " --yes"},
            "/bin/sh");
    if (ran.code == 0) return;
    const Ran plain =
        run({"-c", "cd '" + path("") + "' && PATH='" INSYN_BIN_DIR "':$PATH && " + command}, "/bin/sh");
    EXPECT_EQ(plain.code, 0) << command << "\n" << ran.err << plain.err;
  }

  Folder folder_;
};

TEST_F(FirstHour, EachRefusalSaysWhatComesNextUntilTheWorkstationIsEnrolled) {
  write_terms("[calls]\nmanual = true\n");
  std::vector<std::string> more;
  std::set<std::string> typed;
  Ran ran;
  for (int round = 0; round < 6; ++round) {
    ran = enrol(more);
    if (ran.code == 0) break;
    const auto commands = commands_in(ran.err);
    ASSERT_FALSE(commands.empty()) << ran.err;
    for (const std::string& command : commands) {
      EXPECT_TRUE(typed.insert(command).second) << "again: " << command;
      type(command);
    }
    if (more.empty()) {
      EXPECT_NE(ran.err.find("Then give --roster " + path("roster.note")), std::string::npos) << ran.err;
      more = {"--roster", path("roster.note"), "--agent", path("agent.pub")};
    }
  }
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(exists(path("etc/roster.note")));
}

TEST_F(FirstHour, WhatIsMissingOnTheRosterIsNamedAlone) {
  write_terms("[calls]\nmanual = true\n");
  for (const char* key : {"employer.sign", "union.sign"})
    type("insyn agreement sign terms.note --key " + std::string(key));
  type("insyn roster new roster.note --id r");
  for (const char* key : {"employer.sign", "union.sign"})
    type("insyn roster sign roster.note --key " + std::string(key));
  const std::vector<std::string> more = {"--roster", path("roster.note"), "--agent", path("agent.pub")};
  const auto both = commands_in(enrol(more).err);
  ASSERT_EQ(both.size(), 4U);
  EXPECT_EQ(both[0], "insyn keys prove " + path("agent") + " --roster " + path("roster.note"));
  EXPECT_EQ(both[1],
            "insyn roster add " + path("roster.note") + " " + path("agent.proof") + " " + path("device.pub"));
  type("insyn roster add roster.note device.pub");
  const auto agent = commands_in(enrol(more).err);
  ASSERT_EQ(agent.size(), 4U);
  EXPECT_EQ(agent[1], "insyn roster add " + path("roster.note") + " " + path("agent.proof"));
}

TEST_F(FirstHour, WhoMayBeginCallsIsSaidWithTheLinesToAdd) {
  write_terms("");
  for (const char* key : {"employer.sign", "union.sign"})
    type("insyn agreement sign terms.note --key " + std::string(key));
  const Ran ran = run({"record", "--agreement", path("terms.note"), "--pin", path("employer.pub"), "--pin",
                       path("union.pub"), "--device", path("device.sign"), "--roster", path("roster.note"),
                       "--call", "1", "--spool", path("spool")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("  [calls]\n  manual = true\n"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("insyn agreement sign " + path("terms.note") + " --key " + path("union.sign")),
            std::string::npos)
      << ran.err;
}

TEST_F(FirstHour, ARecordingWithoutARosterSaysHowToMakeOne) {
  const Ran ran = run({"record", "--agreement", path("terms.note"), "--pin", path("employer.pub"), "--pin",
                       path("union.pub"), "--device", "it's.sign", "--call", "1", "--spool", path("spool")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("--roster: is required"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("agent.proof 'it'\\''s.pub'"), std::string::npos) << ran.err;
  EXPECT_EQ(commands_in(ran.err).size(), 5U) << ran.err;
}

}  // namespace
}  // namespace insyn::cli
