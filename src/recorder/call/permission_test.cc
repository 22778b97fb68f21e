#include "recorder/call/permission.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "agreement/testing.h"

namespace insyn::recorder {
namespace {

// Two calls an agent and week, on a program that is on every computer.
agreement::Agreement agreed() {
  std::string terms =
      with(agreement::short_terms(), "/bin/a", std::filesystem::canonical("/bin/sh").string());
  terms = with(terms, "level = \"metrics\"", "level = \"full\"\ncalls_per_agent_per_week = 2\nsample = 1.0");
  const agreement::Party employer = agreement::employer_party(), union_side = agreement::union_party();
  return agreement::Agreement::verify(agreement::signed_by_both(terms, employer, union_side), employer.keys,
                                      union_side.keys)
      .value();
}

const Utc kNow = agreement::utc("2026-12-03T12:00:00.000Z");

class Calls final : public agreement::UsageLog {
 public:
  explicit Calls(std::vector<std::string> agents) : agents_(std::move(agents)) {}
  Result<agreement::Usage> since(Utc begin) const override {
    agreement::Usage usage;
    for (const std::string& agent : agents_) usage.calls.push_back({begin, agent, "desk-1", {}});
    return usage;
  }

 private:
  std::vector<std::string> agents_;
};

struct NoAccount final : agreement::UsageLog {
  Result<agreement::Usage> since(Utc) const override {
    return fail(Code::kCorrupt, "the account is damaged");
  }
};

CallFacts call_by(const std::string& agent) { return {"4711", agent, "desk-1", {}}; }

TEST(Permission, IsGivenBelowTheCapAndRefusedAtIt) {
  const agreement::Agreement agreement = agreed();
  const auto given = permission_for(agreement, call_by("age1a"), Calls({"age1a", "age1b", "age1b"}), kNow);
  EXPECT_TRUE(given) << code_of(given.error());
  const auto refused = permission_for(agreement, call_by("age1a"), Calls({"age1a", "age1a"}), kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), reason::CapReached{2});
}

TEST(Permission, WithoutAKeyTheCapIsTheWorkstations) {
  const agreement::Agreement agreement = agreed();
  const auto given = permission_for(agreement, call_by(""), Calls({"", "age1a", "age1a"}), kNow);
  EXPECT_TRUE(given) << code_of(given.error());
  EXPECT_FALSE(permission_for(agreement, call_by(""), Calls({"", ""}), kNow));
}

TEST(Permission, IsRefusedWhereNobodyKnowsHowManyCallsThereWere) {
  const auto refused = permission_for(agreed(), call_by("age1a"), NoAccount(), kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (reason::Fault{Code::kCorrupt, "the account is damaged"}));
}

}  // namespace
}  // namespace insyn::recorder
