#include "centre/given_approvals.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/bytes.h"
#include "ledger/entries/entry.h"

namespace insyn::centre {
namespace {

using ledger::ApprovedBy;
using std::chrono::minutes;

class GivenApprovalsTest : public testing::Test {
 protected:
  ~GivenApprovalsTest() override { std::filesystem::remove_all(folder_); }
  GivenApprovals open() const { return GivenApprovals::open(file_).value(); }
  // A ledger of two requests, of which these are approved.
  static opening::LedgerKnowledge ledger(const std::vector<std::uint64_t>& approved) {
    opening::LedgerKnowledge all;
    ledger::OpeningRequested request;
    request.purpose = "search-fails";
    for (int i = 0; i < 2; ++i) all.take(view_of(ledger::text_of({Utc(), request})), nullptr);
    for (const std::uint64_t of : approved)
      all.take(view_of(ledger::text_of({Utc(), ledger::RequestApproved{{of}, "U", ApprovedBy::kRules, {}}})),
               nullptr);
    return all;
  }

  const Path folder_ = std::filesystem::temp_directory_path() / ("insyn-given-" + to_hex(random_bytes(8)));
  const Path file_ = folder_ / "ledgers" / "approvals";
  const Utc now_ = parse_utc("2026-12-02T09:00:00.000Z").value();
};

TEST_F(GivenApprovalsTest, WhatTheServerTookHasToBeInTheLedger) {
  GivenApprovals given = open();
  ASSERT_TRUE(given.giving(0, ApprovedBy::kPerson, now_));
  EXPECT_TRUE(given.check(ledger({}), now_ + minutes(60))) << "perhaps it never arrived";
  ASSERT_TRUE(given.taken(0, now_));
  for (const GivenApprovals& one : {given, open()}) {
    EXPECT_TRUE(one.check(ledger({}), now_ + minutes(10) - std::chrono::milliseconds(1)));
    EXPECT_EQ(one.check(ledger({}), now_ + minutes(10)).error().code, Code::kDenied);
    EXPECT_FALSE(one.check(ledger({1}), now_ + minutes(10)));
    EXPECT_TRUE(one.check(ledger({0}), now_ + minutes(10)));
  }
}

TEST_F(GivenApprovalsTest, ThoseByRulesCountAlsoWhereTheLedgerDoesNotHaveThem) {
  GivenApprovals given = open();
  ASSERT_TRUE(given.giving(0, ApprovedBy::kRules, now_));
  ASSERT_TRUE(given.giving(1, ApprovedBy::kPerson, now_));
  for (const GivenApprovals& one : {given, open()}) {
    EXPECT_EQ(one.by_rules_beside(ledger({}), now_), 1U);
    EXPECT_EQ(one.by_rules_beside(ledger({0}), now_), 0U) << "the ledger counts it";
    EXPECT_EQ(one.by_rules_beside(ledger({1}), now_), 1U);
    EXPECT_EQ(one.by_rules_beside(ledger({}), now_ + minutes(1)), 0U) << "of the week before";
  }
}

TEST_F(GivenApprovalsTest, AFileThatIsSomethingElseIsRefused) {
  std::filesystem::create_directories(file_.parent_path());
  for (const char* text : {"garbage\n", "given 0 2026-12-02T09:00:00.000Z nobody\n", "given x y person\n",
                           "taken 7 2026-12-02T09:00:00.000Z\n", "given 0 2026 person\n", "\n"}) {
    std::ofstream(file_, std::ios::trunc) << text;
    EXPECT_EQ(GivenApprovals::open(file_).error().code, Code::kCorrupt) << text;
  }
  // Cut off by a crash.
  std::ofstream(file_, std::ios::trunc) << "given 0 2026-12-02T09:00:00.000Z rules\ngiven 1 20";
  GivenApprovals given = open();
  EXPECT_EQ(given.by_rules_beside(ledger({}), now_), 1U);
  ASSERT_TRUE(given.giving(1, ApprovedBy::kRules, now_));
  EXPECT_EQ(open().by_rules_beside(ledger({}), now_), 2U);
}

}  // namespace
}  // namespace insyn::centre
