#include "calls/mapping/mapping.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "calls/mapping/private_names.h"

namespace insyn::calls {
namespace {

const std::string kExample = R"(insyn_call_mapping = 1
name = "A PBX"
agent_prefix = "SIP/"

[fields]
dialog = ["Call", "Leg"]
call = "Call"
agent = "Interface"
kind = "Skill"
queue = "Queue"
outcome = "Cause"
customer = "Direction"
time = "Time"
time_is = "milliseconds"

[kinds]
"17" = "Faktura"

[queues]
"q-privat" = "Privat"

[outcomes]
"16" = "besvarad"

[customers]
"in" = true
"internal" = false

[[event]]
when = { Event = "Ring", Side = ["agent", "both"] }
is = "offered"

[[event]]
when = { Event = "Answer*" }
is = "connected"

[[event]]
when = { Event = "Noise" }
is = "ignored"

[[event]]
when = { Event = "Hold" }
is = "held"
dialog = "Channel"
agent = "Nobody"
)";

class MappingTest : public testing::Test {
 protected:
  std::map<std::string, std::string> said_ = {
      {"Event", "Answered"}, {"Call", "c1"},  {"Leg", "l1"},       {"Interface", "SIP/201"}, {"Skill", "17"},
      {"Queue", "q-privat"}, {"Cause", "16"}, {"Direction", "in"}, {"Time", "1764576903250"}};

  Result<Mapping> parse(const std::string& text) const { return Mapping::parse(text); }
  std::optional<Notice> notice(const std::string& text = kExample) const {
    return parse(text).value().notice([&](std::string_view name) -> std::optional<std::string> {
      const auto found = said_.find(std::string(name));
      return found == said_.end() ? std::nullopt : std::optional(found->second);
    });
  }
};

TEST_F(MappingTest, EventBecomesANotice) {
  const auto told = notice();
  ASSERT_TRUE(told);
  EXPECT_EQ(told->what, What::kConnected);
  EXPECT_EQ(told->dialog, "c1/l1");
  EXPECT_EQ(told->call, "c1");
  EXPECT_EQ(told->number, "201");
  EXPECT_EQ(told->kind, "Faktura");
  EXPECT_EQ(told->queue, "Privat");
  EXPECT_EQ(told->outcome, "besvarad");
  EXPECT_EQ(told->with_customer, true);
  EXPECT_EQ(told->at, parse_utc("2025-12-01T08:15:03.250Z").value());
  EXPECT_FALSE(told->read_back);
}

TEST_F(MappingTest, FirstEventThatFitsCounts) {
  said_["Event"] = "Ring";
  EXPECT_FALSE(notice()) << "each name has to have one of its values";
  said_["Side"] = "both";
  EXPECT_EQ(notice()->what, What::kOffered);
  said_["Event"] = "Noise";
  EXPECT_FALSE(notice());
  said_["Event"] = "Anything";
  EXPECT_FALSE(notice());
  said_.erase("Event");
  EXPECT_FALSE(notice());
}

TEST_F(MappingTest, EventHasFieldsOfItsOwn) {
  said_["Event"] = "Hold";
  EXPECT_EQ(notice()->dialog + notice()->number, "") << "of the whole call";
  EXPECT_EQ(notice()->call, "c1");
  said_.erase("Call");
  EXPECT_FALSE(notice()) << "of nobody and nothing";
  said_["Channel"] = "l1";
  EXPECT_EQ(notice()->dialog, "l1");
  EXPECT_EQ(notice()->number, "");
}

// What stands in no table is dropped: nothing that a caller or an agent types gets through.
TEST_F(MappingTest, ValuesThatAreInNoTableAreDropped) {
  for (const char* name : {"Skill", "Queue", "Cause", "Direction"}) said_[name] = "+46701234567";
  const auto told = notice();
  EXPECT_EQ(told->kind + told->queue + told->outcome, "");
  EXPECT_EQ(told->with_customer, std::nullopt);
}

TEST_F(MappingTest, HalfANameIsNone) {
  said_.erase("Leg");
  EXPECT_EQ(notice()->dialog, "");
  said_["Leg"] = "";
  EXPECT_EQ(notice()->dialog, "");
  said_["Leg"] = std::string(501, 'x');
  EXPECT_EQ(notice()->dialog, "");
}

TEST_F(MappingTest, AgentIsByPrefixOrByTable) {
  said_["Interface"] = "DAHDI/201";
  EXPECT_FALSE(notice());
  said_["Interface"] = "SIP/";
  EXPECT_FALSE(notice());
  const std::string listed = with(kExample, "[kinds]", "[agents]\n\"arn:7\" = \"202\"\n[kinds]");
  said_["Interface"] = "arn:7";
  EXPECT_EQ(notice(listed)->number, "202");
  said_["Interface"] = "SIP/201";
  EXPECT_FALSE(notice(listed)) << "somebody who is not listed";
  const std::string nobody = with(kExample, "[kinds]", "[agents]\n[kinds]");
  EXPECT_FALSE(notice(nobody));
}

TEST_F(MappingTest, TimeIsReadInItsForm) {
  said_["Time"] = "2025-12-01T08:15:03Z";
  EXPECT_EQ(notice()->at, std::nullopt);
  EXPECT_EQ(notice(with(kExample, "time_is = \"milliseconds\"\n", ""))->at,
            parse_utc("2025-12-01T08:15:03.000Z").value());
  said_["Time"] = "1764576903";
  EXPECT_EQ(notice(with(kExample, "\"milliseconds\"", "\"seconds\""))->at,
            parse_utc("2025-12-01T08:15:03.000Z").value());
  for (const char* none : {"-1", "1764576903x", "", "99999999999999999999", "253402300800000"}) {
    said_["Time"] = none;
    EXPECT_EQ(notice()->at, std::nullopt) << none;
  }
}

TEST_F(MappingTest, NamesAreAllThatItAsksFor) {
  const std::set<std::string> names = {"Event", "Side",  "Call",      "Leg",  "Interface", "Skill",
                                       "Queue", "Cause", "Direction", "Time", "Channel",   "Nobody"};
  EXPECT_EQ(parse(kExample)->names(), names);
}

TEST_F(MappingTest, ErrorsNameTheLine) {
  const auto error = [&](const std::string& from, const std::string& to) {
    const auto refused = parse(with(kExample, from, to));
    return refused ? "not refused" : refused.error().message.substr(0, refused.error().message.find(':'));
  };
  EXPECT_EQ(error("insyn_call_mapping = 1", "insyn_call_mapping = 2"), "line 1");
  EXPECT_EQ(error("name = \"A PBX\"\n", ""), "line 1");
  EXPECT_EQ(error("call = \"Call\"", "call = 1"), "line 7");
  EXPECT_EQ(error("call = \"Call\"", "caller = \"Call\""), "line 7");
  EXPECT_EQ(error("call = \"Call\"", "call = []"), "line 7");
  EXPECT_EQ(error("[\"Call\", \"Leg\"]", "[\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]"), "line 6");
  EXPECT_EQ(error("\"milliseconds\"", "\"minutes\""), "line 14");
  EXPECT_EQ(error("\"Faktura\"", "7"), "line 17");
  EXPECT_EQ(error("\"Faktura\"", "\" Faktura\""), "line 17");
  EXPECT_EQ(error("\"Faktura\"", "\"" + std::string(201, 'x') + "\""), "line 17");
  EXPECT_EQ(error("\"internal\" = false", "\"internal\" = 0"), "line 27");
  EXPECT_EQ(error("when = { Event = \"Noise\" }\n", ""), "line 37");
  EXPECT_EQ(error("{ Event = \"Noise\" }", "{}"), "line 37");
  EXPECT_EQ(error("{ Event = \"Noise\" }", "{ Event = 1 }"), "line 38");
  EXPECT_EQ(error("\"ignored\"", "\"lost\""), "line 39");
  EXPECT_EQ(error("is = \"held\"", "is = \"held\"\ncolour = \"red\""), "line 44");
  EXPECT_FALSE(parse("insyn_call_mapping = 1\nname = \"a\"\n")) << "no event";
  EXPECT_FALSE(
      parse("insyn_call_mapping = 1\nname = \"a\"\n[[event]]\nwhen = { E = \"x\" }\nis = \"ended\"\n"))
      << "whose, or which";
}

// A file that would carry a caller's number or dialling is refused, wherever it names it.
TEST_F(MappingTest, PrivateNamesAreRefused) {
  for (const char* key : {"dialog", "call", "agent", "kind", "queue", "outcome", "customer", "time"}) {
    const std::string text = "insyn_call_mapping = 1\nname = \"a\"\n[fields]\n" + std::string(key) +
                             " = [\"CallerIDNum\"]\n" +
                             "[[event]]\nwhen = { E = \"x\" }\nis = \"ended\"\nagent = \"A\"\n";
    const auto refused = parse(text);
    ASSERT_FALSE(refused) << key;
    EXPECT_TRUE(refused.error().message.starts_with("line 4: ")) << refused.error().message;
  }
  EXPECT_FALSE(parse(with(kExample, "dialog = \"Channel\"", "dialog = \"ConnectedLineNum\"")));
  EXPECT_FALSE(parse(with(kExample, "{ Event = \"Noise\" }", "{ Digit = \"*\" }")));
  for (const char* name : {"CallerIDNum", "CallerIDName", "DestCallerIDNum", "ConnectedLineName", "Exten",
                           "Digit", "detail.eventBody.ani", "detail.eventBody.dnis", "data.origin",
                           "data.destination", "detail.customerEndpoint.address", "people[phoneNumber=1].id",
                           "remote.target", "From", "detail.dtmfInput", "caller-id", "Caller_ID"})
    EXPECT_TRUE(is_private_name(name)) << name;
  for (const char* name :
       {"Uniqueid", "DestUniqueid", "Interface", "MemberName", "Queue", "detail.agentInfo.agentArn",
        "data.taskId", "detail-type", "call-id", "direction", ""})
    EXPECT_FALSE(is_private_name(name)) << name;
}

}  // namespace
}  // namespace insyn::calls
