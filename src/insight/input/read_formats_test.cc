#include "insight/input/testing_two_calls.h"

namespace insyn::insight {
namespace {

constexpr const char* kXes = R"(<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="trace"><string key="concept:name" value="none"/></global>
  <string key="concept:name" value="not a call"/>
  <trace>
    <string key="concept:name" value="1"/><string key="insyn:agent" value="anna"/>
    <string key="insyn:kind" value="Faktura"/><date key="insyn:start" value="2026-11-24T09:00:00Z"/>
    <date key="insyn:end" value="2026-11-24T09:05:00Z"/><float key="insyn:hold_seconds" value="10.5"/>
    <string key="insyn:outcome" value="solved"/><string key="insyn:group" value="A"/>
    <string key="insyn:version" value="1"/>
    <event><string key="insyn:event" value="article"/><string key="insyn:object" value="Betala, faktura"/>
      <date key="time:timestamp" value="2026-11-24T09:00:20Z"/></event>
    <event><string key="concept:name" value="Start"/><date key="time:timestamp" value="2026-11-24T10:00:05+01:00"/></event>
    <event><string key="insyn:event" value="search"/><int key="insyn:results" value="0"/>
      <date key="time:timestamp" value="2026-11-24T09:00:09Z"><string key="insyn:event" value="nested"/></date></event>
  </trace>
  <trace>
    <string key="concept:name" value="2"/><string key="org:resource" value="bo"/>
    <string key="kind" value="Adress"/><date key="start" value="2026-11-24T09:00:00Z"/>
    <date key="end" value="2026-11-24T09:04:00Z"/><string key="outcome" value="transferred"/>
    <string key="repeat_of" value="1"/><string key="group" value="B"/><string key="version" value="2"/>
    <event><string key="event" value="search"/><int key="results" value="3"/>
      <date key="time:timestamp" value="2026-11-24T09:00:01Z"/></event>
  </trace>
</log>
)";

TEST(Xes, SaysTheSame) {
  const TestFile xes("log.xes", kXes);
  const TestFile screens("screens.csv", "call,time,event,object\n,,exists,Arkiv\n");
  expect_the_two_calls(read({&xes, &screens}));
}

TEST(Xes, BadRowsAreNamedByLine) {
  const TestFile xes(
      "log.xes",
      "<log>\n<trace>\n<event>\n</event>\n<string key='concept:name' value='1'/>\n"
      "<event><string key='concept:name' value='S'/>\n<date key='time:timestamp' value='now'/></event>\n"
      "</trace></log>");
  EXPECT_EQ(rejected(read({&xes})), (std::vector<std::string>{"0:2 missing", "0:3 missing", "0:6 time"}));
}

TEST(Xes, AnEventOutsideOfTracesIsSaid) {
  const TestFile xes("log.xes",
                     "<log><trace/>\n<event><string key='concept:name' value='S'/>"
                     "<date key='time:timestamp' value='2026-11-24T09:00:05Z'/></event></log>");
  EXPECT_EQ(rejected(read({&xes})), (std::vector<std::string>{"0:1 missing", "0:2 unknown call"}));
}

TEST(Xes, TwoValuesOfOneKeyAreNotChosenFrom) {
  const TestFile xes("log.xes",
                     "<log><trace><string key='concept:name' value='1'/><string key='kind' value='A'/>\n"
                     "<string key='kind' value='B'/></trace></log>");
  EXPECT_EQ(rejected(read({&xes})), (std::vector<std::string>{"0:1 contradicts"}));
}

TEST(Xes, TheAgentOfAllEventsIsTheTraces) {
  const auto log = [](const char* second) {
    return fmt::format(
        "<xes:log xmlns:xes='x'><xes:trace><xes:string key='concept:name' value='1'/><string key='kind' "
        "value='K'/>"
        "<date key='start' value='2026-11-24T09:00:00Z'/><date key='end' value='2026-11-24T09:05:00Z'/>"
        "<event><string key='org:resource' value='a'/><string key='concept:name' value='S'/>"
        "<date key='time:timestamp' value='2026-11-24T09:00:05Z'/></event>"
        "<event><string key='org:resource' value='{}'/><string key='concept:name' value='S'/>"
        "<date key='time:timestamp' value='2026-11-24T09:00:06Z'/></event></xes:trace></xes:log>",
        second);
  };
  const TestFile one("one.xes", log("a"));
  EXPECT_EQ(read({&one}).log.calls.size(), 1U);
  const TestFile two("two.xes", log("b"));
  EXPECT_EQ(read({&two}).rejects.counted().at(0).first.field, Field::kAgent);
}

TEST(Xes, ABombIsRefusedBeforeItGoesOff) {
  std::string bomb = "<?xml version='1.0'?><!DOCTYPE log [<!ENTITY a 'aaaaaaaaaa'>";
  for (char c = 'b'; c < 'z'; ++c)
    bomb += fmt::format("<!ENTITY {} '&{};&{};&{};&{};'>", c, c - 1, c - 1, c - 1, c - 1);
  EXPECT_NE(refusal(bomb + "]><log><trace><string key='concept:name' value='&y;'/></trace></log>")
                .find("document type"),
            std::string::npos);
  EXPECT_NE(refusal("<!DOCTYPE log SYSTEM 'file:///etc/passwd'><log/>").find("document type"),
            std::string::npos);
}

TEST(Xes, WhatIsNoXesIsRefusedWithTheLine) {
  EXPECT_NE(refusal("<html>\n</html>").find("not XES"), std::string::npos);
  EXPECT_NE(refusal("<log>\n<trace>\n").find("line 3"), std::string::npos);
  std::string deep = "<log>";
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_NE(refusal(deep).find("deep"), std::string::npos);
}

constexpr const char* kOcel = R"({
  "objectTypes": [{"name": "call", "attributes": [{"name": "kind", "type": "string"}]}],
  "eventTypes": [{"name": "screen", "attributes": []}],
  "events": [
    {"id": "e1", "type": "article", "time": "2026-11-24T09:00:20Z", "attributes": [],
     "relationships": [{"objectId": "1", "qualifier": "call"}, {"objectId": "Betala, faktura", "qualifier": "article"}]},
    {"id": "e2", "type": "screen", "time": "2026-11-24T09:00:05Z",
     "relationships": [{"objectId": "1", "qualifier": "call"}, {"objectId": "Start", "qualifier": "screen"}]},
    {"id": "e3", "type": "search", "time": "2026-11-24T09:00:01Z", "attributes": [{"name": "results", "value": 3}],
     "relationships": [{"objectId": "2", "qualifier": "call"}]},
    {"id": "e4", "type": "search", "time": "2026-11-24T09:00:09Z", "attributes": [{"name": "results", "value": "0"}],
     "relationships": [{"objectId": "1", "qualifier": "call"}]}
  ],
  "objects": [
    {"id": "Arkiv", "type": "screen", "attributes": []},
    {"id": "1", "type": "call", "attributes": [
      {"name": "agent", "time": "1970-01-01T00:00:00Z", "value": "anna"}, {"name": "kind", "value": "Faktura"},
      {"name": "start", "value": "2026-11-24T09:00:00Z"}, {"name": "end", "value": "2026-11-24T09:05:00Z"},
      {"name": "hold_seconds", "value": 10.5}, {"name": "outcome", "value": "solved"},
      {"name": "group", "value": "A"}, {"name": "version", "value": 1}]},
    {"id": "2", "type": "call", "attributes": [
      {"name": "agent", "value": "bo"}, {"name": "kind", "value": "Adress"},
      {"name": "start", "value": "2026-11-24T09:00:00Z"}, {"name": "end", "value": "2026-11-24T09:04:00Z"},
      {"name": "outcome", "value": "transferred"}, {"name": "repeat_of", "value": "1"},
      {"name": "group", "value": "B"}, {"name": "version", "value": "2"}]}
  ]
})";

TEST(Ocel, SaysTheSame) {
  const TestFile ocel("log.json", kOcel);
  expect_the_two_calls(read({&ocel}));
}

TEST(Ocel, WhatIsNoOcelIsRefused) {
  EXPECT_NE(refusal("{\"objects\": []}").find("events"), std::string::npos);
  EXPECT_NE(refusal("{\"events\": [").find("JSON"), std::string::npos);
  std::string deep = "{\"events\": ";
  deep.append(1'000'000, '[');
  EXPECT_NE(refusal(deep).find("deep"), std::string::npos);
}

TEST(Ocel, AHugeNameIsOneBadRow) {
  std::string huge;
  huge.resize(10'000'000, 'x');
  const TestFile ocel("log.json",
                      "{\"events\": [{\"id\": \"1\", \"type\": \"copy\", \"time\": \"2026-11-24T09:00:20Z\", "
                      "\"relationships\": [{\"objectId\": \"" +
                          huge + "\", \"qualifier\": \"call\"}]}]}");
  EXPECT_EQ(rejected(read({&ocel})), (std::vector<std::string>{"0:1 text"}));
}

}  // namespace
}  // namespace insyn::insight
