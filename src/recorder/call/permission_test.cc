#include "recorder/call/permission.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "agreement/testing.h"

namespace insyn::recorder {
namespace {

// Two calls an agent and week, on a program that is on every computer.
agreement::Agreement agreed(const std::string& sample = "1.0") {
  std::string terms =
      with(agreement::short_terms(), "/bin/a", std::filesystem::canonical("/usr/bin/true").string());
  terms = with(terms, "level = \"metrics\"",
               "level = \"full\"\ncalls_per_agent_per_week = 2\nsample = " + sample);
  const agreement::Party employer = agreement::employer_party(), union_side = agreement::union_party();
  return agreement::Agreement::verify(agreement::signed_by_both(terms, employer, union_side),
                                      {employer.keys, union_side.keys})
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

CallFacts call_by(const std::string& agent) { return {"4711", agent, {}, "desk-1", {}}; }

TEST(Permission, IsGivenBelowTheCapAndRefusedAtIt) {
  const agreement::Agreement agreement = agreed();
  const auto given = permission_for(agreement, call_by("age1a"), Calls({"age1a", "age1b", "age1b"}), kNow);
  EXPECT_TRUE(given) << code_of(given.error());
  const auto refused = permission_for(agreement, call_by("age1a"), Calls({"age1a", "age1a"}), kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), reason::CapReached{2});
}

// As the signer's journal does.
class Memory final : public agreement::UsageLog {
 public:
  Result<agreement::Usage> since(Utc) const override { return agreement::Usage{{}, {}, written}; }
  Status write_down(const agreement::NotRecorded& call) const override {
    written.push_back(call);
    return {};
  }
  mutable std::vector<agreement::NotRecorded> written;
};

TEST(Permission, ACallThatWasRefusedIsNotTriedUnderAnotherEnding) {
  const agreement::Agreement none = agreed("0.000000000001"), all = agreed();
  Memory memory;
  const auto ask = [&](const agreement::Agreement& agreement, const std::string& call, Utc now) {
    const auto given = permission_for(agreement, {call, "age1a", {}, "desk-1", {}}, memory, now);
    return given ? std::string("given") : code_of(given.error());
  };
  EXPECT_EQ(ask(none, "Call 4711", kNow), "not-sampled");
  ASSERT_EQ(memory.written.size(), 1U);
  EXPECT_EQ(memory.written[0].call, "call 4711");
  // What stands against it is another agreement's.
  EXPECT_EQ(ask(all, "Call 4711", kNow), "given");
  const agreement::NotRecorded refused{kNow, "age1a", all.hash(), "call 4711", false};
  for (const char* call : {"Call 4711", "call  4711", "Call 4711-1", "CALL 4711/b"}) {
    memory.written = {refused};
    EXPECT_EQ(ask(all, call, kNow + std::chrono::minutes(5)), "not-sampled") << call;
    EXPECT_EQ(memory.written.size(), 2U) << "and is written down, too";
  }
  memory.written = {refused};
  EXPECT_EQ(ask(all, "Call 4712", kNow), "given");
  const Utc tomorrow = kNow + std::chrono::hours(24);
  EXPECT_EQ(ask(all, "Call 4711-2", tomorrow), "given");
  EXPECT_EQ(ask(all, "Call 4711", tomorrow), "not-sampled");
  memory.written = {{kNow, "age1a", none.hash(), "call 4711", true}};
  EXPECT_EQ(ask(all, "Call 4711", tomorrow), "discarded");
  memory.written[0].agent = "age1b";
  EXPECT_EQ(ask(all, "Call 4711", tomorrow), "given");
}

TEST(Permission, WithoutAKeyTheCapIsTheWorkstations) {
  const agreement::Agreement agreement = agreed();
  const auto given = permission_for(agreement, call_by(""), Calls({"", "age1a", "age1a"}), kNow);
  EXPECT_TRUE(given) << code_of(given.error());
  EXPECT_FALSE(permission_for(agreement, call_by(""), Calls({"", ""}), kNow));
}

// agreed(), with one thing otherwise.
reason::OrReason<Permission> permission_where(const std::string& from, const std::string& to,
                                              const CallFacts& call = call_by("age1a")) {
  std::string terms =
      with(agreement::short_terms(), "/bin/a", std::filesystem::canonical("/usr/bin/true").string());
  terms = with(terms, "level = \"metrics\"", "level = \"full\"\nsample = 1.0");
  const agreement::Party employer = agreement::employer_party(), union_side = agreement::union_party();
  const auto agreement =
      agreement::Agreement::verify(agreement::signed_by_both(with(terms, from, to), employer, union_side),
                                   {employer.keys, union_side.keys});
  return permission_for(agreement.value(), call, Calls({}), kNow);
}

TEST(Permission, IsRefusedToWhoeverIsNotOnTheRoster) {
  CallFacts call = call_by("age1a");
  call.not_listed = reason::AgentNotOnRoster{"age1a"};
  const auto refused = permission_for(agreed(), call, Calls({}), kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (reason::AgentNotOnRoster{"age1a"}));
}

TEST(Permission, IsRefusedWhereNobodyMaySayThatACallHasBegun) {
  EXPECT_TRUE(permission_where("manual = true", "manual = true"));
  const auto refused = permission_where("manual = true", "manual = false");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), reason::ManualCalls{});
  EXPECT_EQ(permission_where("[calls]\nmanual = true\n", "").error(), reason::ManualCalls{});
}

TEST(Permission, WhereCallSourcesTellOfCallsNobodyBeginsOneByHandUnlessThatIsAgreedToo) {
  const std::string source = "[[call_source]]\nname = \"pbx\"\nkey = \"" +
                             note::Signer::generate("pbx").value().verifier().text() + "\"\n";
  const std::string by_hand = "[calls]\nmanual = true\n";
  CallFacts told = call_by("age1a");
  told.by_hand = false;
  EXPECT_TRUE(permission_where(by_hand, source, told));
  const auto refused = permission_where(by_hand, source);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), reason::ManualCalls{});
  EXPECT_TRUE(permission_where(by_hand, by_hand + source));
}

TEST(Permission, IsRefusedByNameWhereTheTermsAskForWhatThisVersionCannotDo) {
  const auto refused = [](const std::string& to) {
    return permission_where("[recording]", to + "\n[recording]").error();
  };
  EXPECT_EQ(permission_where("purpose =", "audio = \"customer\"\npurpose =").error(),
            reason::NotEnforced{"audio"});
  EXPECT_EQ(permission_where("level = \"full\"", "level = \"full\"\nenough_per_kind = 200").error(),
            reason::NotEnforced{"recording.enough_per_kind"});
  EXPECT_EQ(permission_where("level = \"full\"", "level = \"masked\"").error(),
            reason::NotEnforced{"recording.level = \"masked\""});
  EXPECT_EQ(permission_where("level = \"full\"", "level = \"structure\"").error(),
            reason::NotEnforced{"recording.level = \"structure\""});
  EXPECT_EQ(refused("[access]\npurposes = [\"search\"]"), reason::NotEnforced{"access.purposes"});
  EXPECT_EQ(refused("[extension]\nsigner = \"" + std::string(64, 'a') + "\""),
            reason::NotEnforced{"extension.signer"});
}

TEST(Permission, WithALedgerKindsAndPurposesAreKeptTo) {
  const auto key = [](const char* name) { return note::Signer::generate(name).value().verifier().text(); };
  const auto allowed = permission_where(
      "[recording]", "[access]\npurposes = [\"search\"]\n[ledger]\norigin = \"o\"\nkey = \"" + key("o") +
                         "\"\nwitnesses = [\"" + key("w") + "\"]\n[recording]\nenough_per_kind = 200");
  EXPECT_TRUE(allowed);
}

TEST(Permission, IsRefusedWhereNobodyKnowsHowManyCallsThereWere) {
  const auto refused = permission_for(agreed(), call_by("age1a"), NoAccount(), kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (reason::Fault{Code::kCorrupt, "the account is damaged"}));
}

}  // namespace
}  // namespace insyn::recorder
