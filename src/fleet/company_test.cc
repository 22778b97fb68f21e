#include "fleet/company.h"

#include <gtest/gtest.h>

#include "fleet/calls.h"
#include "recording/store/recording.h"
#include "recording/verify/verify.h"

namespace insyn::fleet {
namespace {

class MadeUp : public ::testing::Test {
 protected:
  MadeUp() { std::filesystem::create_directories(folder_); }
  ~MadeUp() override { std::filesystem::remove_all(folder_); }

  Path folder_ = std::filesystem::temp_directory_path() / ("insyn-fleet-" + to_hex(random_bytes(8)));
  SystemClock clock_;
  note::Signer ledger_ = note::Signer::generate("ledger.example").value();
  Company company_ =
      Company::make_up({.workstations = 2, .origin = "ledger.example", .ledger = ledger_.verifier()},
                       clock_.utc())
          .value();
};

TEST_F(MadeUp, IsSignedByBothParties) {
  EXPECT_EQ(company_.agreement().terms().ledger->origin, "ledger.example");
  EXPECT_EQ(company_.roster()->devices.size(), 2U);
  EXPECT_EQ(company_.roster()->links.size(), 2U);
}

TEST_F(MadeUp, IsReadAsItWasSaved) {
  ASSERT_TRUE(company_.save(folder_ / "company"));
  const Company again = Company::load(folder_ / "company").value();
  EXPECT_EQ(again.agreement().hash(), company_.agreement().hash());
  EXPECT_EQ(again.roster().hash(), company_.roster().hash());
  ASSERT_EQ(again.workstations.size(), 2U);
  EXPECT_EQ(again.workstations[1].device().verifier(), company_.workstations[1].device().verifier());
  EXPECT_EQ(again.workstations[1].agent(), company_.workstations[1].agent());
  EXPECT_EQ(again.workstations[1].number(), company_.workstations[1].number());
}

TEST_F(MadeUp, ASuffixIsInEachNameAsFarAsTheNameCanHaveIt) {
  const Company hostile = Company::make_up({.workstations = 2, .suffix = " <b>x</b>"}, clock_.utc()).value();
  const roster::Roster& roster = hostile.roster().roster();
  EXPECT_EQ(roster.agents[1].name, "agent-2 <b>x</b>");
  EXPECT_EQ(roster.agents[1].numbers, std::vector<std::string>{"0812-000002 <b>x</b>"});
  EXPECT_EQ(roster.devices[1].name, "desk-2-<b>x</b>");
  EXPECT_EQ(roster.links[1].name, "link-2-<b>x</b>");
}

TEST_F(MadeUp, AFolderOfAnythingElseIsRefused) {
  const Path real = folder_ / "enrolment";
  std::filesystem::create_directory(real);
  ASSERT_TRUE(company_.enrol(real));
  const auto refused = Company::load(real);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
  // Nor is one that exists written into.
  EXPECT_FALSE(company_.save(real));
}

TEST_F(MadeUp, ALargeOneHasSeveralRosters) {
  const Company large = Company::make_up({.workstations = 5, .most_on_roster = 2}, clock_.utc()).value();
  ASSERT_TRUE(large.save(folder_ / "large"));
  const Company again = Company::load(folder_ / "large").value();
  std::set<std::string> ids;
  for (const Workstation& one : again.workstations) {
    const roster::SignedRoster& roster = again.roster_of(one);
    EXPECT_EQ(std::count_if(roster->agents.begin(), roster->agents.end(),
                            [&](const roster::Agent& agent) { return agent.name == one.agent(); }),
              1);
    ids.insert(roster->id);
  }
  EXPECT_EQ(ids.size(), 3U);
  std::filesystem::remove(folder_ / "large" / "roster-3.note");
  EXPECT_FALSE(Company::load(folder_ / "large"));
}

TEST_F(MadeUp, ItsRecordingsAreIntact) {
  Caller caller(company_, company_.workstations[0], folder_, clock_);
  for (int number = 0; number < 2; ++number) {
    const auto folder = caller.call({});
    ASSERT_TRUE(folder) << folder.error().message;
    const auto recording = recording::Recording::read(*folder).value();
    const auto verified =
        recording::verify(recording, recording.files(), company_.workstations[0].device().verifier());
    ASSERT_TRUE(verified) << verified.error().message;
    EXPECT_TRUE(verified->intact() && verified->closed);
    EXPECT_EQ(verified->listed, 5U);
    EXPECT_EQ(recording.certificate->number, static_cast<std::uint64_t>(number) + 1);
  }
}

}  // namespace
}  // namespace insyn::fleet
