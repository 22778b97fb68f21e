#include "enrolment/in_force.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"
#include "enrolment/agreement_file.h"
#include "roster/testing.h"

namespace insyn::enrolment {
namespace {

using agreement::Withdrawal;

// What a computer remembers, over enrolments and restarts.
class InForceTest : public testing::Test {
 protected:
  InForceTest() {
    std::filesystem::create_directories(feed_);
    write("employer.pub", note::public_keys_text(employer_.keys));
    write("union.pub", note::public_keys_text(union_.keys));
    write("device.sign", device_.secret_text());
    write("agent.pub", note::public_keys_text(agent_.keys()));
    agree(agreement::short_terms());
    list(roster_);
  }
  ~InForceTest() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, std::string_view text) const {
    ASSERT_TRUE(write_file(folder_ / name, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
  }
  void agree(const std::string& terms) const {
    write("agreement.note", signed_by_both(terms, employer_, union_));
  }
  void list(const roster::Roster& roster) const {
    write("roster.note", signed_by(roster, employer_.signer, union_.signer));
  }
  Enrolment enrolment() const {
    return read_enrolment({folder_ / "agreement.note",
                           {folder_ / "employer.pub", folder_ / "union.pub"},
                           folder_ / "device.sign",
                           folder_,
                           {folder_ / "agent.pub"},
                           {},
                           folder_ / "roster.note"})
        .value();
  }
  reason::OrReason<InForce> begin() const {
    return InForce::begin(enrolment(), {feed_}, folder_ / "state" / kMemory, {});
  }
  // By `party`, of the agreement that is enrolled now.
  void withdraw(const agreement::Party& party, const std::string& name = "any.withdrawal") const {
    const Withdrawal withdrawal{enrolment().agreement.hash(), "x", party.keys.name, kAt, ""};
    write("feed/" + name, note::sign(agreement::withdrawal_text(withdrawal), party.signer));
  }
  static void expect_withdrawn(const std::optional<reason::Reason>& why) {
    ASSERT_TRUE(why);
    EXPECT_STREQ(code_of(*why), reason::Withdrawn::kCode);
  }

  const Utc kAt = agreement::utc("2026-12-03T12:00:00.000Z");
  const Path folder_ = std::filesystem::temp_directory_path() / ("insyn-in-force-" + to_hex(random_bytes(8)));
  const Path feed_ = folder_ / "feed";
  const agreement::Party employer_ = agreement::employer_party();
  const agreement::Party union_ = agreement::union_party();
  const note::Signer device_ = note::Signer::generate("desk-12").value();
  const roster::TestAgent agent_{"agent 7"};
  const roster::Roster roster_ = roster_of(agent_, device_.verifier());
};

TEST_F(InForceTest, AWithdrawalIsSeenAndRememberedWhateverIsEnrolledAfterwards) {
  for (const agreement::Party* party : {&union_, &employer_}) {
    std::filesystem::remove_all(folder_ / "state");
    auto in_force = begin();
    ASSERT_TRUE(in_force);
    EXPECT_FALSE(in_force->ended());
    withdraw(*party);
    expect_withdrawn(in_force->ended());
    // Its file goes, and another agreement is enrolled in between.
    std::filesystem::remove(feed_ / "any.withdrawal");
    expect_withdrawn(in_force->ended());
    const auto again = begin();
    ASSERT_FALSE(again);
    expect_withdrawn(again.error());
    agree(with(agreement::short_terms(), "id = \"x\"", "id = \"y\""));
    EXPECT_TRUE(begin());
    agree(agreement::short_terms());
    EXPECT_FALSE(begin());
  }
}

TEST_F(InForceTest, AWithdrawalThatLiesThereIsSeenAtTheStart) {
  withdraw(union_);
  const auto refused = begin();
  ASSERT_FALSE(refused);
  expect_withdrawn(refused.error());
}

TEST_F(InForceTest, WhatIsNoWithdrawalOfThisAgreementByAPartyIsPassedOver) {
  auto in_force = begin();
  ASSERT_TRUE(in_force);
  withdraw(agreement::union_party(), "stranger.withdrawal");
  write("feed/empty.withdrawal", "");
  write("feed/large.withdrawal", std::string(agreement::kLargestWithdrawal + 1, 'x'));
  const Withdrawal other{sha256(view_of("another")), "x", "Klubben", kAt, ""};
  write("feed/other.withdrawal", note::sign(agreement::withdrawal_text(other), union_.signer));
  withdraw(union_, "another-ending.note");
  EXPECT_FALSE(in_force->ended());
  // And is looked at again when it is written anew.
  withdraw(union_, "empty.withdrawal");
  expect_withdrawn(in_force->ended());
}

// Whoever has signed it meant to end something.
TEST_F(InForceTest, APartysWithdrawalThatCannotBeUnderstoodLetsNothingBeRecordedWhileItLiesThere) {
  const Withdrawal good{enrolment().agreement.hash(), "x", "Klubben", kAt, "", ""};
  const std::string text = agreement::withdrawal_text(good);
  auto in_force = begin();
  ASSERT_TRUE(in_force);
  for (const std::string& bad :
       {text + "reason = \"a\\u000Ab\"\n", with(text, "insyn_withdrawal = 1", "insyn_withdrawal = 2"),
        text + "more = 1\n", with(text, "agreement = \"", "agreement = \"0")}) {
    write("feed/unclear.withdrawal", note::sign(bad, union_.signer));
    const auto why = in_force->ended();
    ASSERT_TRUE(why) << bad;
    ASSERT_NE(why->as<reason::Fault>(), nullptr) << bad;
    EXPECT_NE(why->as<reason::Fault>()->message.find("unclear.withdrawal is a withdrawal"),
              std::string::npos);
    EXPECT_FALSE(begin());
    // A stranger's does nothing, and it is over when the file goes.
    write("feed/unclear.withdrawal", note::sign(bad, agreement::union_party().signer));
    EXPECT_FALSE(in_force->ended()) << bad;
    write("feed/unclear.withdrawal", note::sign(bad, union_.signer));
    EXPECT_TRUE(in_force->ended());
    std::filesystem::remove(feed_ / "unclear.withdrawal");
    EXPECT_FALSE(in_force->ended());
    EXPECT_TRUE(begin());
  }
  // Another note that a party has signed is none.
  write("feed/agreement.withdrawal", read_text(folder_ / "agreement.note", 100'000).value());
  EXPECT_FALSE(in_force->ended());
  withdraw(union_);
  expect_withdrawn(in_force->ended());
}

// A withdrawal that nobody may read is none that is not there.
TEST_F(InForceTest, WhereNobodyCanLookForWithdrawalsNothingIsRecorded) {
  auto in_force = begin();
  ASSERT_TRUE(in_force);
  const auto expect_fault = [](const std::optional<reason::Reason>& why) {
    ASSERT_TRUE(why);
    ASSERT_NE(why->as<reason::Fault>(), nullptr) << code_of(*why);
    EXPECT_NE(why->as<reason::Fault>()->message.find("whether the agreement was withdrawn cannot be told"),
              std::string::npos);
  };
  std::filesystem::create_symlink("self.withdrawal", feed_ / "self.withdrawal");
  expect_fault(in_force->ended());
  std::filesystem::remove(feed_ / "self.withdrawal");
  std::filesystem::rename(feed_, folder_ / "away");
  write("feed", "");
  expect_fault(in_force->ended());
  const auto refused = begin();
  ASSERT_FALSE(refused);
  expect_fault(refused.error());
  std::filesystem::remove(feed_);
  std::filesystem::rename(folder_ / "away", feed_);
  EXPECT_FALSE(in_force->ended());
}

TEST_F(InForceTest, AWithdrawalThatCouldNotBeWrittenDownIsWrittenAsSoonAsItCanBe) {
  auto in_force = begin();
  ASSERT_TRUE(in_force);
  const Path seen = folder_ / "state" / kMemory;
  std::filesystem::rename(seen, folder_ / "seen");
  std::filesystem::create_directory(seen);
  withdraw(union_);
  expect_withdrawn(in_force->ended());
  std::filesystem::remove(seen);
  std::filesystem::rename(folder_ / "seen", seen);
  expect_withdrawn(in_force->ended());
  std::filesystem::remove(feed_ / "any.withdrawal");
  const auto again = begin();
  ASSERT_FALSE(again);
  expect_withdrawn(again.error());
}

// Written by a program that puts it there under another name first, within one step of the clock.
TEST_F(InForceTest, AWithdrawalThatComesRightAfterALookIsSeen) {
  withdraw(union_, "away");
  for (int i = 0; i < 50; ++i) {
    std::filesystem::remove_all(folder_ / "state");
    auto in_force = begin();
    ASSERT_TRUE(in_force);
    std::filesystem::rename(feed_ / "away", feed_ / "here");
    ASSERT_FALSE(in_force->ended());
    const FileStamp before = stamp_of(feed_).value();
    std::filesystem::rename(feed_ / "here", feed_ / "x.withdrawal");
    const bool same = stamp_of(feed_).value() == before;
    if (same) {
      expect_withdrawn(in_force->ended());
      return;
    }
    std::filesystem::rename(feed_ / "x.withdrawal", feed_ / "away");
  }
  GTEST_SKIP() << "this file system's clock goes in finer steps than it is asked";
}

TEST_F(InForceTest, ASupersededAgreementIsNotUsedAgain) {
  ASSERT_TRUE(begin());
  const Digest first = enrolment().agreement.hash();
  agree(with(agreement::short_terms(), "id = \"x\"", "id = \"x\"\nsupersedes = [\"" + to_hex(first) + "\"]"));
  ASSERT_TRUE(begin());
  agree(agreement::short_terms());
  const auto refused = begin();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), reason::Superseded{"x"});
}

TEST_F(InForceTest, AnOlderRosterIsNotUsedAgain) {
  ASSERT_TRUE(begin());
  const roster::Roster second = next_version(roster_, enrolment().roster.hash());
  list(second);
  ASSERT_TRUE(begin());
  list(roster_);
  const auto refused = begin();
  ASSERT_FALSE(refused);
  ASSERT_NE(refused.error().as<reason::Fault>(), nullptr);
  EXPECT_NE(refused.error().as<reason::Fault>()->message.find("is older than version 2"), std::string::npos);
  roster::Roster fork = second;
  fork.agents[0].numbers = {"201"};
  list(fork);
  EXPECT_FALSE(begin());
  list(second);
  EXPECT_TRUE(begin());
}

TEST_F(InForceTest, AComputerThatHasSeenEveryVersionTakesTheNextOne) {
  roster::Roster roster = roster_;
  for (std::size_t i = 0; i < roster::kMostBefore + 5; ++i) {
    ASSERT_TRUE(begin()) << "version " << roster.version;
    roster = next_version(roster, enrolment().roster.hash());
    list(roster);
  }
  ASSERT_TRUE(begin());
  list(roster_);
  EXPECT_FALSE(begin());
}

TEST_F(InForceTest, AMemoryThatCannotBeUnderstoodLetsNothingBeRecorded) {
  ASSERT_TRUE(begin());
  const std::string good = read_text(folder_ / "state" / kMemory, 10'000).value();
  for (const std::string& bad :
       {std::string("x\n"), good + "withdrawn ab\n", good + "forgotten " + std::string(64, 'a') + "\n",
        good.substr(0, good.size() - 1),
        good + "roster " + std::string(64, 'a') + " 0 " + std::string(64, 'a') + " x\n"}) {
    write("state/seen", bad);
    const auto refused = begin();
    ASSERT_FALSE(refused) << bad;
    EXPECT_NE(refused.error().as<reason::Fault>(), nullptr);
  }
  write("state/seen", good);
  EXPECT_TRUE(begin());
  // Nor does one at which nobody may look count as none.
  std::filesystem::remove_all(folder_ / "state");
  std::filesystem::create_symlink("state", folder_ / "state");
  EXPECT_FALSE(Memory::read(folder_ / "state" / kMemory));
}

TEST_F(InForceTest, WhatTheEnrolmentRemembersCountsToo) {
  ASSERT_TRUE(begin());
  withdraw(union_);
  EXPECT_FALSE(begin());
  std::filesystem::remove(feed_ / "any.withdrawal");
  const Path theirs = folder_ / "state" / kMemory;
  const auto refused = InForce::begin(enrolment(), {}, folder_ / "other" / kMemory, {theirs});
  ASSERT_FALSE(refused);
  expect_withdrawn(refused.error());
  EXPECT_TRUE(InForce::begin(enrolment(), {}, folder_ / "other" / kMemory, {}));
}

}  // namespace
}  // namespace insyn::enrolment
