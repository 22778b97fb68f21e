#include "agreement/usage.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"

namespace insyn::agreement {
namespace {

RecordedCall call_by(const std::string& agent, const std::string& workstation) {
  return {utc("2026-12-01T09:00:00.000Z"), agent, workstation, {}};
}

TEST(Usage, CountsAnAgentsCallsOnWhicheverWorkstation) {
  const Usage usage{{call_by("age1a", "desk-1"), call_by("age1a", "desk-2"), call_by("age1b", "desk-1")}, {}};
  EXPECT_EQ(usage.calls_of("age1a", "desk-1"), 2);
  EXPECT_EQ(usage.calls_of("age1b", "desk-1"), 1);
  EXPECT_EQ(usage.calls_of("age1c", "desk-1"), 0);
}

TEST(Usage, WithoutAKeyItCountsTheWorkstationsCallsWithoutOne) {
  const Usage usage{{call_by("", "desk-1"), call_by("", "desk-2"), call_by("age1a", "desk-1")}, {}};
  EXPECT_EQ(usage.calls_of("", "desk-1"), 1);
}

// What stands against a call is of its own agent; a refusal is of its own agreement, and a discard of all.
TEST(Usage, WhatIsNotRecordedIsOneAgents) {
  const Utc at = utc("2026-12-03T12:00:00.000Z");
  const Digest now = sha256(view_of("now")), before = sha256(view_of("before"));
  const Usage usage{
      {}, {}, {{at, "a", now, "1", false}, {at, "a", before, "2", false}, {at, "a", before, "3", true}}};
  const auto stands = [&](const std::string& agent, const std::string& call) {
    return usage.against(agent, now, call, at, std::chrono::minutes(60)) != nullptr;
  };
  EXPECT_TRUE(stands("a", "1"));
  EXPECT_FALSE(stands("b", "1"));
  EXPECT_FALSE(stands("a", "2"));
  EXPECT_TRUE(stands("a", "3"));
  EXPECT_FALSE(stands("b", "3"));
}

class AskedLog final : public UsageLog {
 public:
  Result<Usage> since(Utc begin) const override {
    asked = begin;
    return Usage{};
  }
  mutable Utc asked{};
};

TEST(Usage, AWeekBeginsOnMondayInTheAgreementsZone) {
  const AskedLog log;
  const Terms terms = parse_terms(example_terms()).value();
  ASSERT_TRUE(usage_this_week(log, terms, utc("2026-12-03T12:00:00.000Z")));
  EXPECT_EQ(to_text(log.asked), "2026-11-29T23:00:00.000Z");
}

}  // namespace
}  // namespace insyn::agreement
