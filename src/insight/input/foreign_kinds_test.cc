// Tables and logs as databases, spreadsheets and other programs write them: each is read, or refused by what
// it is. One row a kind.
#include "insight/input/testing_two_calls.h"

namespace insyn::insight {
namespace {

using namespace std::string_literals;

// "2 calls, 0 events" and what was left out, "+ 1 cells"; or why it was refused.
std::string outcome(const std::string& text) {
  const TestFile file("f", text);
  const auto reading = read_log({file.path()}, {}, {});
  if (!reading) return reading.error().message;
  std::uint64_t events = 0;
  for (const Call& call : reading->log.calls) events += call.events;
  std::string said = fmt::format("{} calls, {} events", reading->log.calls.size(), events);
  for (const RejectCount& one : reading->rejects.counted())
    said += fmt::format(" + {} {}", one.count, name_of(one.first.reason));
  return said;
}

struct Case {
  std::string text;
  std::string outcome;  // a part of it
};

void expect_each(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    const std::string said = outcome(one.text);
    EXPECT_NE(said.find(one.outcome), std::string::npos) << one.text.substr(0, 200) << "\n" << said;
    EXPECT_EQ(said.find(" + ") == std::string::npos, one.outcome.find(" + ") == std::string::npos)
        << one.text.substr(0, 200) << "\n"
        << said;
  }
}

const std::string& two_calls() {
  static const std::string kText =
      "call,agent,kind,start,end\n"
      "1,anna,K,2026-11-24T09:00:00Z,2026-11-24T09:05:00Z\n"
      "2,bo,K,2026-11-24T09:00:00Z,2026-11-24T09:05:00Z\n";
  return kText;
}

// Two calls, with one more column of these values.
std::string with_column(const std::string& name, const std::string& one, const std::string& two) {
  return fmt::format(
      "call,agent,kind,start,end,{}\n1,anna,K,2026-11-24T09:00:00Z,2026-11-24T09:05:00Z,{}\n"
      "2,bo,K,2026-11-24T09:00:00Z,2026-11-24T09:05:00Z,{}\n",
      name, one, two);
}

TEST(ForeignKinds, HowCellsAndLinesAreParted) {
  const std::string& two = two_calls();
  const std::string semicolons = replaced(two, ",", ";");
  expect_each({
      {replaced(two, ",", "|"), "2 calls"},
      {replaced(two, ",", "\t"), "2 calls"},
      {replaced(two, ",", "^"), "no column “call”; it has “call^agent"},
      {"sep=|\n" + replaced(two, ",", "|"), "2 calls"},
      {"SEP=;\r\n" + replaced(semicolons, "\n", "\r\n"), "2 calls"},
      {"\"sep=;\"\r\n" + semicolons, "2 calls"},
      {"sep=;;;;\n" + semicolons, "2 calls"},
      {"sep=^\n" + replaced(two, ",", "^"), "names a separator that is no comma"},
      {replaced(semicolons, "\n", ";\n"), "2 calls"},
      // SAP lists
      {"|" + replaced(replaced(two, ",", "|"), "\n", "|\n|"), "2 calls, 0 events + 1 cells"},
      {"\n\r\n" + two, "2 calls"},
      {"Calls of November;;;;\n\n" + semicolons,
       "the names of the columns stand in line 3; delete the lines"},
      {"# exported 2026-11-24\n" + two, "the names of the columns stand in line 2"},
      {two + "3,a\n4,a,b,c,d,e\n", "2 calls, 0 events + 2 cells"},
      {replaced(two, "agent", "kind"), "the column “kind” twice"},
      {"call,agent,kind,start,end\n" + replaced(two, ",", ";").substr(26), "0 calls, 0 events + 2 cells"},
      {two.substr(0, two.size() - 1), "2 calls"},
      {two.substr(0, 26), "0 calls, 0 events"},
  });
}

// RFC 4180: a cell in quotes may hold line ends. What is read of such a row is what stands in its own cells.
TEST(ForeignKinds, ACellMayHoldALineEnd) {
  const std::string hidden = "\"rad 1\n9,b,K,2026-11-24T09:00:00Z,2026-11-24T09:05:00Z,\n\n\"\"slut\"\"\"";
  expect_each({
      {with_column("note", hidden, "x"), "2 calls, 0 events"},
      {replaced(with_column("note", hidden, hidden), "\n", "\r\n"), "2 calls, 0 events"},
      {with_column("outcome", "\"sol\nved\"", "solved"), "1 calls, 0 events + 1 outcome"},
      {with_column("queue", "\"a\nb\"", "q"), "1 calls, 0 events + 1 text"},
      // A quote that is none costs its own row.
      {with_column("note", "\"never closed", "x"), "1 calls, 0 events + 1 cells"},
      {with_column("note", "\"never closed", "\"x\""), "1 calls, 0 events + 1 cells"},
      {with_column("note", "12\" skärm", "x"), "2 calls, 0 events"},
  });
  // As in one stretch, so in many.
  std::string text = "call,agent,kind,start,end,note\n";
  constexpr int kCalls = 3000;
  for (int i = 0; i < kCalls; ++i)
    text += fmt::format("c{},a{},K,2026-11-24T09:00:00Z,2026-11-24T09:05:00Z,\"{}\nc{},b,K,x,y,z\"\n", i, i,
                        std::string(8'000, 'n'), kCalls + i);
  EXPECT_EQ(outcome(text), fmt::format("{} calls, 0 events", kCalls));
}

TEST(ForeignKinds, WhatIsNoValueIsNone) {
  for (const char* none :
       {"", "NULL", "null", "\\N", "NaN", "nan", "NaT", "NA", "<NA>", "#N/A", "None", "  "}) {
    for (const char* column : {"hold_seconds", "outcome", "queue", "repeat_of", "group", "version"})
      EXPECT_EQ(outcome(with_column(column, none, none)), "2 calls, 0 events") << column << none;
    const TestFile file("f", with_column("repeat_of", none, none));
    EXPECT_FALSE(read({&file}).log.calls.at(0).repeat) << none;
    EXPECT_EQ(outcome(replaced(two_calls(), "anna", none)), "1 calls, 0 events + 1 missing") << none;
  }
  for (const char* wrong :
       {"inf", "-inf", "0x10", "1e5", "-1", "99999999999999999999", "00:00:12", "12 s", "1 000"})
    EXPECT_EQ(outcome(with_column("hold_seconds", wrong, "1")), "1 calls, 0 events + 1 number") << wrong;
}

// One agent is one, or the threshold would count two.
TEST(ForeignKinds, WhatLooksTheSameIsTheSame) {
  const TestFile file("f",
                      "call,agent,kind,start,end,outcome\n"
                      "1,anna,K,2026-11-24T09:00:00Z,2026-11-24T09:05:00Z,Solved\n"
                      "2,anna  , K ,2026-11-24T10:00:00Z,2026-11-24T10:05:00Z,SOLVED\n"
                      "3,\xc2\xa0"
                      "anna,K\t,2026-11-24T11:00:00Z,2026-11-24T11:05:00Z,solved\n");
  const Reading reading = read({&file});
  ASSERT_EQ(reading.log.calls.size(), 3U);
  for (const Call& call : reading.log.calls) {
    EXPECT_EQ(call.agent, reading.log.calls[0].agent);
    EXPECT_EQ(reading.log.labels.text(call.kind), "K");
    EXPECT_EQ(call.outcome, Outcome::kSolved);
  }
}

TEST(ForeignKinds, NumbersAsPandasWritesThem) {
  const TestFile calls("calls", two_calls());
  const TestFile events("events",
                        "call,time,event,object,results\n1,2026-11-24T09:00:01Z,Search,,3.0\n"
                        "1,2026-11-24T09:00:02Z,search,,nan\n1,2026-11-24T09:00:03Z,search,,3.5\n"
                        "1,2026-11-24T09:00:04Z,search,,1e2\n1,2026-11-24T09:00:05Z,search,,4294967296\n");
  const Reading reading = read({&calls, &events});
  EXPECT_EQ(in_words(reading.log, reading.log.calls[0]), "search 3+1000");
  EXPECT_EQ(rejected(reading),
            (std::vector<std::string>{"1:3 missing", "1:4 number", "1:5 number", "1:6 number"}));
}

TEST(ForeignKinds, ColumnsOfMoreTools) {
  const TestFile calls("calls", two_calls());
  for (const char* header :
       {"CASE_KEY,ACTIVITY_DE,EVENTTIME", "Case ID,Event Name,Timestamp", "CaseID,Activity,EventEnd",
        "case_id,activity_id,timestamp", "CaseId,ActivityName,EndTimestamp", "Case Id,activity,Time Stamp",
        "case,activity,completeTime", "CASE ID,ACTIVITY,TIMESTAMP"}) {
    const TestFile events("events", std::string(header) + "\n1,Start,2026-11-24T09:00:05Z\n");
    const Reading reading = read({&calls, &events});
    EXPECT_EQ(in_words(reading.log, reading.log.calls[0]), "screen Start+5000") << header;
  }
  for (const char* header :
       {"CaseID,Activity,EventEnd,EventStart", "case_id,activity,complete_timestamp,start_timestamp",
        "CaseId,ActivityName,EndTimestamp,StartTimestamp", "case,activity,completeTime,startTime"}) {
    const TestFile events("events",
                          std::string(header) + "\n1,Start,2026-11-24T09:00:50Z,2026-11-24T09:00:05Z\n");
    const Reading reading = read({&calls, &events});
    EXPECT_EQ(in_words(reading.log, reading.log.calls[0]), "screen Start+5000") << header;
  }
  const TestFile bupar("bupar",
                       "case_id,activity_id,activity_instance_id,lifecycle_id,timestamp,resource_id\n"
                       "1,Start,1,start,2026-11-24T09:00:05Z,a\n1,Start,1,complete,2026-11-24T09:00:15Z,a\n");
  EXPECT_EQ(in_words(read({&calls, &bupar}).log, read({&calls, &bupar}).log.calls[0]), "screen Start+5000");
}

// Or one line would rank agents, each as a kind of question, in groups of calls.
TEST(ForeignKinds, NoNameThatIsSaidMakesAgentsTheKinds) {
  const auto refused = [](const char* columns, const std::string& text) {
    const TestFile file("f", text);
    ReadOptions options;
    options.columns = parse_column_names(columns).value();
    const auto reading = read_log({file.path()}, {}, {}, options);
    return reading ? "" : reading.error().message;
  };
  const std::string text = with_column("ticket", "t1", "t2");
  for (const char* columns :
       {"kind=agent,agent=ticket", "queue=agent,agent=ticket", "group=agent,agent=ticket",
        "version=agent,agent=ticket", "agent=call,call=ticket", "agent=start,start=ticket"})
    EXPECT_NE(refused(columns, text).find("cannot be read as"), std::string::npos)
        << columns << refused(columns, text);
  EXPECT_NE(
      refused("kind=Resource,agent=ticket", replaced(text, "agent", "Resource")).find("cannot be read as"),
      std::string::npos);
  EXPECT_EQ(refused("agent=ticket", text), "") << "where two columns could be it";
  EXPECT_EQ(refused("agent=Resource", replaced(text, "agent", "Resource")), "");
}

TEST(ForeignKinds, WhatIsNoLogIsCalledByItsName) {
  expect_each({
      {"PK\x05\x06", "empty ZIP"},
      {"Rar!\x1a\x07"s, "RAR"},
      {"\x04\x22\x4d\x18 x"s, "lz4"},
      {"\x1f\x9d\x90x"s, "packed with compress"},
      {"\x5d\x00\x00\x80"s, "lzma"},
      {"Obj\x01x", "Avro"},
      {"ORCx", "ORC"},
      {"ARROW1\0\0"s, "Arrow"},
      {"RDX3\nX\n", "file of R"},
      {"\x80\x04\x95x", "pickle"},
      {"\0\1\0\0Standard Jet DB"s, "Access"},
      {"PGCOPY\n\xff\r\n"s, "binary COPY"},
      {"{\\rtf1 x}", "RTF"},
      {"\x89PNG\r\n", "picture"},
      {"-----BEGIN AGE ENCRYPTED FILE-----\n", "age"},
      {"-----BEGIN PGP MESSAGE-----\n", "OpenPGP"},
      {"calls.csv" + std::string(248, '\0') + "ustar  \0"s, "tar archive"},
      {"{\"call\": 1}\n{\"call\": 2}\n", "JSON Lines"},
      {"{\0\"\0"s, "byte order mark"},
      {"{\"events\": [{\"id\": \"\xe5\"}]}", "save it as UTF-8"},
      {replaced(two_calls(), "kind", "\xe4rende"), "line 1 is not UTF-8; save the file as UTF-8"},
      {replaced(two_calls(), "K,", "\xc5,"), "0 calls, 0 events + 2 text"},
      {replaced(two_calls(), "K,", "K\0,"s), "it is no text"},
      {"<log><global scope='event'/><events/><objects/></log>", "OCEL 1.0"},
      {"<log><logentry revision='1'/></log>", "<logentry> where XES has traces"},
      {"<WorkflowLog/>", "<WorkflowLog>, so it is not XES"},
      {"<?xml version='1.0' encoding='windows-1252'?><log/>", "save it as UTF-8"},
      {"<log>\xc5</log>", "save it as UTF-8"},
      {"<log/><log/>", "junk after document element"},
      {"<log>&nbsp;</log>", "undefined entity"},
  });
  const TestFile file("f", two_calls());
  const auto twice = read_log({file.path(), file.path()}, {}, {});
  ASSERT_FALSE(twice);
  EXPECT_NE(twice.error().message.find("given twice"), std::string::npos);
}

// A trace of call `id` with these children.
std::string trace(const std::string& id, const std::string& events, bool name_last = false) {
  const std::string name = "<string key='concept:name' value='" + id + "'/>";
  return "<trace>" + (name_last ? "" : name) +
         "<string key='org:resource' value=' a '/><string key='kind' value='K'/>"
         "<date key='start' value='2026-11-24T09:00:00Z'/><date key='end' value='2026-11-24T09:05:00Z'/>" +
         events + (name_last ? name : "") + "</trace>";
}

std::string event(const std::string& name, int second, const std::string& more = "") {
  return fmt::format(
      "<event><string key='concept:name' value='{}'/><date key='time:timestamp' "
      "value='2026-11-24T09:00:{:02}Z'/>{}</event>",
      name, second, more);
}

TEST(ForeignKinds, XesAsOtherProgramsWriteIt) {
  const std::string both = event("A", 1) + event("B", 2);
  const auto transition = [](const char* word) {
    return fmt::format("<string key='lifecycle:transition' value='{}'/>", word);
  };
  const std::string nested =
      "<event><string key='concept:name' value='A'><string key='concept:name' value='inner'/>"
      "<list key='l'><values><string key='event' value='search'/></values></list></string>"
      "<container key='c'><string key='event' value='search'/></container>"
      "<date key='time:timestamp' value='2026-11-24T09:00:01Z'/></event>";
  expect_each({
      {"<log>" + trace("1", nested) + "</log>", "1 calls, 1 events"},
      {"<log xmlns='http://www.xes-standard.org/'><extension name='x' prefix='x' uri='u'/><global "
       "scope='event'>"
       "<string key='concept:name' value='UNKNOWN'/></global><classifier name='n' keys='concept:name'/>"
       "<string key='kind' value='of the log'><string key='kind' value='x'/></string>" +
           trace("1", both) + "</log>",
       "1 calls, 2 events"},
      {"<log>" + trace("1", both, true) + "</log>", "1 calls, 2 events"},
      {"<log>" + trace("1", both) + trace("1", both) + "</log>", "1 calls, 2 events + 3 duplicate call"},
      {"<log>" + trace("1", event("A", 1, transition(" start ")) + event("A", 2, transition("COMPLETE"))) +
           "</log>",
       "1 calls, 1 events"},
      {"<log>" + trace("1", event("A", 1, transition("gestartet"))) + "</log>",
       "1 calls, 0 events + 1 life cycle"},
      {"<log>" +
           trace("1", event("A", 1, transition("schedule")) + event("A", 2, transition("assign")) +
                          event("A", 3, transition("start")) + event("A", 4, transition("suspend")) +
                          event("A", 5, transition("resume")) + event("A", 6, transition("complete")) +
                          event("B", 7, transition("start")) + event("B", 8, transition("ate_abort")) +
                          event("C", 9, transition("start")) + event("C", 10, transition("pi_abort")) +
                          event("D", 11, transition("schedule")) + event("D", 12, transition("withdraw")) +
                          event("E", 13)) +
           "</log>",
       "1 calls, 4 events"},
      {"<log><vendor/>" + trace("1", both) + "</log>", "1 calls, 2 events"},
      {"<log><!-- <trace> --><![CDATA[<trace>]]>" + trace("1", event("&#197;&amp;", 1)) + "</log>",
       "1 calls, 1 events"},
  });
}

std::string ocel(const std::string& attributes, const std::string& relations = "",
                 const std::string& event = "") {
  return R"({"events": [{"id": "e", "type": "Screen", "time": "2026-11-24T09:00:05Z", "relationships": [)"
         R"({"objectId": "1", "qualifier": "call"}, {"objectId": "S", "qualifier": "screen"})" +
         relations + "]}" + event +
         R"(], "objects": [{"id": "1", "type": "Call", "attributes": [{"name": "agent", "value": "a"}, )"
         R"({"name": "start", "value": "2026-11-24T09:00:00Z"}, {"name": "end", "value": "2026-11-24T09:05:00Z"})" +
         attributes + "]}]}";
}

TEST(ForeignKinds, OcelAsOtherProgramsWriteIt) {
  const std::string kind = R"(, {"name": "kind", "value": "K"})";
  const auto other = [&](const char* value) {
    return kind + R"(, {"name": "unread", "value": )" + value + "}";
  };
  expect_each({
      {ocel(kind), "1 calls, 1 events"},
      {ocel(kind, R"(, {"objectId": "1", "qualifier": "call"})"), "1 calls, 1 events"},
      {ocel(other("NaN")), "1 calls, 1 events"},
      {ocel(other("-Infinity")), "1 calls, 1 events"},
      {ocel(other("1e400")), "1 calls, 1 events"},
      {ocel(other(("-1" + std::string(400, '0')).c_str())), "1 calls, 1 events"},
      {ocel(other("1e")), "ceases to be JSON"},
      {ocel(kind + R"(, {"name": "hold_seconds", "value": 1e400})"),
       "0 calls, 0 events + 1 number + 1 unknown call"},
      {ocel(kind + R"(, {"name": "hold_seconds", "value": NaN})"), "1 calls, 1 events"},
      {ocel(R"(, {"name": "kind", "value": " K\n"})"), "1 calls, 1 events"},
      {ocel(kind, "",
            R"(, {"id": "f", "type": "search", "time": "2026-11-24T09:00:06Z", "attributes": [{"name": )"
            R"("results", "value": 3.0}], "relationships": [{"objectId": "1", "qualifier": "call"}]})"),
       "1 calls, 2 events"},
      // Which of two values is newer has to be known.
      {ocel(kind + R"(, {"name": "kind", "time": "24.11.2026", "value": "L"})"),
       "0 calls, 0 events + 1 time + 1"},
      {ocel(kind + R"(, {"name": "kind", "time": 1795514580, "value": "L"})"),
       "0 calls, 0 events + 1 time + 1"},
  });
  const auto newest = [&](const std::string& values) {
    const TestFile file("f", ocel(values));
    const Reading reading = read({&file});
    return std::string(reading.log.labels.text(reading.log.calls.at(0).kind));
  };
  for (const char* times :
       {"2026-11-24 10:00:00+01/2026-11-24T09:00:01Z", "20261124T090000Z/2026-11-24T10:00:01+01:00",
        "/2026-11-24 09:00:00", "2026-11-24T09:00:00/2026-11-24T09:00:01"}) {
    const std::string_view both = times;
    const std::string first(both.substr(0, both.find('/')));
    const std::string then(both.substr(both.find('/') + 1));
    const auto value = [](const std::string& time, const char* text) {
      return fmt::format(R"(, {{"name": "kind", "time": "{}", "value": "{}"}})", time, text);
    };
    EXPECT_EQ(newest(value(first, "Old") + value(then, "New")), "New") << times;
    EXPECT_EQ(newest(value(then, "New") + value(first, "Old")), "New") << times;
  }
}

}  // namespace
}  // namespace insyn::insight
