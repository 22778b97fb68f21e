#include "differences/differences.h"

#include <gtest/gtest.h>

namespace insyn {
namespace {

using agreement::Terms;

std::vector<std::string> named(const json::Json& list) {
  std::vector<std::string> names;
  for (const auto& one : list) names.push_back(one["what"].get<std::string>());
  return names;
}

TEST(TermsDifferences, NamesWhatIsOtherAndNothingElse) {
  Terms before, after;
  EXPECT_EQ(differences(before, after).size(), 0u);
  after.retention_days = 60;
  after.audio = agreement::Audio::kBoth;
  const auto list = differences(before, after);
  EXPECT_EQ(named(list), (std::vector<std::string>{"audio", "retention-days"}));
  EXPECT_EQ(list[1]["before"], 30);
  EXPECT_EQ(list[1]["after"], 60);
  EXPECT_EQ(list[0]["before"], "none");
  EXPECT_EQ(list[0]["after"], "both");
}

// A term that is left out of the comparison would be signed unseen.
TEST(TermsDifferences, EachTermIsCompared) {
  const std::vector<std::pair<const char*, void (*)(Terms&)>> changes = {
      {"id", [](Terms& t) { t.id = "x"; }},
      {"employer", [](Terms& t) { t.employer = "x"; }},
      {"unions", [](Terms& t) { t.unions = {"x"}; }},
      {"purpose", [](Terms& t) { t.purpose = "x"; }},
      {"negotiation", [](Terms& t) { t.negotiation = "x"; }},
      {"dpia", [](Terms& t) { t.dpia = "x"; }},
      {"supersedes", [](Terms& t) { t.supersedes = {Digest{1}}; }},
      {"not-before", [](Terms& t) { t.not_before += std::chrono::hours(1); }},
      {"not-after", [](Terms& t) { t.not_after += std::chrono::hours(1); }},
      {"hours",
       [](Terms& t) {
         t.hours = agreement::Hours{31, 480, 1080, "UTC"};
       }},
      {"applications", [](Terms& t) { t.applications.resize(1); }},
      {"screens",
       [](Terms& t) {
         t.screens = {{"x", "y", "", "screen"}};
       }},
      {"level", [](Terms& t) { t.level = agreement::Level::kFull; }},
      {"calls-per-agent-per-week", [](Terms& t) { t.calls_per_agent_per_week = 11; }},
      {"sample", [](Terms& t) { t.sample = 0.3; }},
      {"max-minutes", [](Terms& t) { t.max_minutes = 61; }},
      {"after-call-seconds", [](Terms& t) { t.after_call_seconds = 1; }},
      {"max-fps", [](Terms& t) { t.max_fps = 11; }},
      {"enough-per-kind", [](Terms& t) { t.enough_per_kind = 1; }},
      {"audio", [](Terms& t) { t.audio = agreement::Audio::kCustomer; }},
      {"manual-calls", [](Terms& t) { t.manual_calls = true; }},
      {"call-sources",
       [](Terms& t) {
         t.call_sources = {{"pbx", note::Signer::generate("pbx").value().verifier(), 5}};
       }},
      {"ledger",
       [](Terms& t) {
         t.ledger = agreement::Ledger{"o", note::Signer::generate("o").value().verifier(), {}};
       }},
      {"pause", [](Terms& t) { t.pause = false; }},
      {"discard-within-hours", [](Terms& t) { t.discard_within_hours = 1; }},
      {"see-own", [](Terms& t) { t.see_own = false; }},
      {"did-not-help", [](Terms& t) { t.did_not_help = true; }},
      {"open", [](Terms& t) { t.open = "x"; }},
      {"reviewers", [](Terms& t) { t.reviewers = {"x"}; }},
      {"union-recipients", [](Terms& t) { t.union_recipients = {"x"}; }},
      {"vouched", [](Terms& t) { t.vouched.resize(1); }},
      {"importers", [](Terms& t) { t.importers.resize(1); }},
      {"purposes", [](Terms& t) { t.purposes = {"x"}; }},
      {"retention-days", [](Terms& t) { t.retention_days = 31; }},
      {"min-group", [](Terms& t) { t.min_group = 9; }},
      {"min-calls", [](Terms& t) { t.min_calls = 29; }},
      {"insight-recipient", [](Terms& t) { t.insight_recipient = "x"; }},
      {"extension-signer", [](Terms& t) { t.extension_signer = Digest{1}; }},
  };
  for (const auto& [name, change] : changes) {
    Terms before, after;
    change(after);
    EXPECT_EQ(named(differences(before, after)), std::vector<std::string>{name});
  }
}

TEST(TermsDifferences, EachPartOfAnApplicationIsCompared) {
  const std::vector<void (*)(agreement::Application&)> changes = {
      [](agreement::Application& a) { a.exe = "/x"; },
      [](agreement::Application& a) { a.sha256 = Digest{1}; },
      [](agreement::Application& a) { a.wm_class = "x"; },
      [](agreement::Application& a) { a.origins = {"https://x"}; },
      [](agreement::Application& a) { a.except = {"/x"}; },
      [](agreement::Application& a) { a.masks = {"x"}; },
      [](agreement::Application& a) { a.shown = {"x"}; },
      [](agreement::Application& a) { a.stills = true; },
      [](agreement::Application& a) { a.search_words = true; }};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Terms before, after;
    before.applications.resize(1);
    after.applications.resize(1);
    changes[i](after.applications[0]);
    EXPECT_EQ(named(differences(before, after)), std::vector<std::string>{"applications"}) << i;
  }
}

TEST(RosterDifferences, SaysWhoCameWhoWentAndWhatIsOther) {
  const auto key = [](const char* name) {
    roster::AgentKey one{note::Signer::generate(name).value().verifier(), std::string("age1") + name, {}, ""};
    return one;
  };
  roster::Roster before, after;
  before.agents = {{"Agent 1", {"101"}, {key("a")}}, {"Agent 2", {"102"}, {key("b")}}};
  before.devices = {{"desk-1", note::Signer::generate("desk-1").value().verifier()}};
  after = before;
  EXPECT_EQ(differences(before, after).size(), 0u);
  after.agents[0].numbers = {"101", "201"};
  after.agents[1] = {"Agent 3", {}, {key("c")}};
  after.devices.clear();
  const auto list = differences(before, after);
  ASSERT_EQ(list.size(), 4u);
  EXPECT_EQ(list[0]["change"], "changed");
  EXPECT_EQ(list[0]["name"], "Agent 1");
  EXPECT_EQ(list[0]["was"]["numbers"].size(), 1u);
  EXPECT_EQ(list[0]["now"]["numbers"].size(), 2u);
  EXPECT_EQ(list[1]["change"], "added");
  EXPECT_EQ(list[1]["name"], "Agent 3");
  EXPECT_EQ(list[2]["change"], "removed");
  EXPECT_EQ(list[2]["name"], "Agent 2");
  EXPECT_EQ(list[3]["who"], "device");
}

// Another key under the same name is another agent who could see.
TEST(RosterDifferences, AnExchangedKeyShows) {
  roster::Roster before, after;
  before.links = {{"desk-1", note::Signer::generate("desk-1").value().verifier()}};
  after.links = {{"desk-1", note::Signer::generate("desk-1").value().verifier()}};
  const auto list = differences(before, after);
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0]["change"], "changed");
}

}  // namespace
}  // namespace insyn
