#include "witness/rules/caps.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"

namespace insyn::witness {
namespace {

class CapsTest : public testing::Test {
 protected:
  std::optional<OverTheCap> take(const std::string& agent, const char* begin) {
    return caps_.take(agent, parse_utc(begin).value(), terms_);
  }

  Caps caps_;
  agreement::Terms terms_ = agreement::parse_terms(agreement::example_terms()).value();
};

TEST_F(CapsTest, OneTooManyInAWeekIsToldByAgent) {
  terms_.calls_per_agent_per_week = 2;
  EXPECT_FALSE(take("agent-7", "2026-12-01T08:00:00.000Z"));
  EXPECT_FALSE(take("agent-7", "2026-12-04T08:00:00.000Z"));
  EXPECT_FALSE(take("agent-8", "2026-12-04T08:00:00.000Z"));
  const OverTheCap over{"agent-7", parse_utc("2026-11-29T23:00:00.000Z").value(), 2};
  EXPECT_EQ(take("agent-7", "2026-12-03T08:00:00.000Z"), over);
  EXPECT_EQ(take("agent-7", "2026-12-03T09:00:00.000Z"), over);
}

// Monday begins in Stockholm, an hour before it does in UTC.
TEST_F(CapsTest, WeekIsThatOfTheAgreementsTimeZone) {
  terms_.calls_per_agent_per_week = 1;
  EXPECT_FALSE(take("agent-7", "2026-12-06T22:59:59.999Z"));
  EXPECT_FALSE(take("agent-7", "2026-12-06T23:00:00.000Z"));
  EXPECT_TRUE(take("agent-7", "2026-12-06T23:30:00.000Z"));
}

}  // namespace
}  // namespace insyn::witness
