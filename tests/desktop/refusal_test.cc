// What the agreement does not allow keeps nothing: no folder in the spool, and a sentence that says why.
#include <gtest/gtest.h>

#include "support/desk.h"

namespace insyn {
namespace {

using support::Desk;
using support::Ran;

class Refusal : public testing::Test {
 protected:
  Refusal() { desk_.open_support_window(); }

  Path sign(const std::vector<std::string>& signers = {"employer", "union"}) const {
    return desk_.parties.sign(desk_.terms(), signers);
  }
  // `insyn record` with these two pins in place of the right ones.
  Ran record_with_pins(const Path& agreement, const std::string& a, const std::string& b) const {
    std::vector<std::string> command = desk_.record_command(agreement);
    command[5] = desk_.parties.file(a).string();
    command[7] = desk_.parties.file(b).string();
    return support::run(desk_.folder.path(), command, desk_.server.environment());
  }
  void expect_refused(const Ran& ran, const std::string& reason) const {
    EXPECT_EQ(ran.code, 1) << ran.err;
    EXPECT_NE(ran.err.find(reason), std::string::npos) << ran.err;
    EXPECT_EQ(ran.out, "");
    EXPECT_EQ(desk_.recordings(), 0U);
  }

  Desk desk_;
};

TEST_F(Refusal, NoAgreement) { expect_refused(desk_.try_to_record(desk_.folder / "none"), "none"); }

TEST_F(Refusal, TermsThatNobodySigned) { expect_refused(desk_.try_to_record(sign({})), "sign"); }

TEST_F(Refusal, OneSignatureOfTwo) {
  expect_refused(desk_.try_to_record(sign({"employer"})), "the union (union) has not signed");
  expect_refused(desk_.try_to_record(sign({"union"})), "the employer (employer) has not signed");
}

TEST_F(Refusal, AStrangersSignatureInPlaceOfOne) {
  expect_refused(desk_.try_to_record(sign({"employer", "stranger"})), "the union (union) has not signed");
}

TEST_F(Refusal, TheSameKeyForBothRoles) {
  expect_refused(record_with_pins(sign(), "employer.pub", "employer.pub"),
                 "2 of the pins have role employer");
  std::string both = read_text(desk_.parties.file("employer.pub"), 1 << 16).value();
  both.replace(both.find("\"employer\""), 10, "\"union\"");
  ASSERT_TRUE(
      write_file(desk_.parties.file("both.pub"), view_of(both), Access::kEveryoneReads, IfExists::kRefuse));
  expect_refused(record_with_pins(sign(), "employer.pub", "both.pub"), "pinned with the same signing key");
}

TEST_F(Refusal, WhoeverIsNotOnTheRoster) {
  const Path agreement = sign();
  const auto next = [](const roster::Roster& before) {
    return roster::next_version(before, sha256(view_of(roster::roster_text(before))));
  };
  roster::Roster roster = next(desk_.parties.roster());
  roster.devices.clear();
  std::vector<std::string> command = desk_.record_command(agreement);
  const auto value = [&](const char* option) -> std::string& {
    return *std::next(std::find(command.begin(), command.end(), option));
  };
  value("--roster") = desk_.parties.write_roster(roster, "no-device.note").string();
  const auto run = [&] { return support::run(desk_.folder.path(), command, desk_.environment()); };
  expect_refused(run(), "this workstation, device, is not on the roster");
  roster = next(roster);
  roster.devices = desk_.parties.roster().devices;
  roster.agents.clear();
  value("--roster") = desk_.parties.write_roster(roster, "no-agent.note").string();
  expect_refused(run(), "is not on the roster that the parties have signed");
  const auto agent = std::find(command.begin(), command.end(), "--agent");
  command.erase(agent, agent + 2);
  expect_refused(run(), "nobody has said which agent works here");
}

TEST_F(Refusal, AWrongPin) {
  expect_refused(record_with_pins(sign(), "employer.pub", "stranger.pub"), "has not signed");
}

TEST_F(Refusal, ATextChangedAfterItWasSigned) {
  const Path agreement = sign();
  std::string note = read_text(agreement, 1 << 16).value();
  note.replace(note.find("a test"), 6, "a Test");
  ASSERT_TRUE(write_file(agreement, view_of(note), Access::kOwnerOnly, IfExists::kReplace));
  expect_refused(desk_.try_to_record(agreement), "agreement.note");
}

TEST_F(Refusal, NotYetInForce) {
  support::TestTerms terms = desk_.terms();
  terms.not_before = SystemClock().utc() + std::chrono::hours(1);
  expect_refused(desk_.try_to_record(desk_.parties.sign(terms)), "in force from");
}

TEST_F(Refusal, Expired) {
  support::TestTerms terms = desk_.terms();
  terms.not_after = SystemClock().utc() - std::chrono::seconds(1);
  expect_refused(desk_.try_to_record(desk_.parties.sign(terms)), "the agreement ended at");
}

TEST_F(Refusal, AnApplicationThatIsNotNamed) {
  expect_refused(desk_.try_to_record(sign(), {"--application", "Mail"}),
                 "does not name an application “Mail”");
}

TEST_F(Refusal, ALevelThatThisVersionDoesNotHave) {
  for (const char* level : {"structure", "masked"}) {
    support::TestTerms terms = desk_.terms();
    terms.level = level;
    expect_refused(desk_.try_to_record(desk_.parties.sign(terms)), "level");
  }
}

TEST_F(Refusal, AProgramThatIsNotOnThisComputer) {
  support::TestTerms terms = desk_.terms();
  terms.exe = "/nowhere/kundstod";
  expect_refused(desk_.try_to_record(desk_.parties.sign(terms)), "which does not exist here");
}

}  // namespace
}  // namespace insyn
