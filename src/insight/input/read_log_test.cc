#include "insight/input/read_log.h"

#include "insight/input/read_csv.h"
#include "insight/input/testing_two_calls.h"

namespace insyn::insight {
namespace {

constexpr const char* kTwoCalls =
    "call,agent,kind,start,end,hold_seconds,outcome,repeat_of,group,version\n"
    "1,anna,Faktura,2026-11-24T09:00:00Z,2026-11-24T09:05:00Z,10.5,solved,,A,1\n"
    "2,bo,Adress,2026-11-24T10:00:00+01:00,2026-11-24T10:04:00+01:00,,transferred,1,B,2\n";

TEST(Csv, CallsAndEventsMeet) {
  const TestFile calls("calls.csv", kTwoCalls);
  const TestFile events("events.csv", kTheirEvents);
  expect_the_two_calls(read({&calls, &events}));
  expect_the_two_calls(read({&events, &calls}));
}

TEST(Csv, AnotherSeparatorAMarkAndReturnsChangeNothing) {
  std::string calls = kTwoCalls;
  std::replace(calls.begin(), calls.end(), ',', ';');
  std::string events = "\xef\xbb\xbf";
  for (const char* at = kTheirEvents; *at != '\0'; ++at) events += *at == '\n' ? "\r\n" : std::string(1, *at);
  const TestFile one("calls", calls);
  const TestFile two("events", events.substr(0, events.size() - 2));  // and without the last line's end
  expect_the_two_calls(read({&one, &two}));
}

TEST(Csv, TheAgentsWordHasAScreenOrNone) {
  const TestFile calls("calls.csv", kTwoCalls);
  const TestFile events("events.csv",
                        "call,time,event,object\n"
                        "1,2026-11-24T09:00:00Z,screen,Sök\n"
                        "1,2026-11-24T09:00:01Z,did-not-help,Sök\n"
                        "1,2026-11-24T09:00:02Z,did-not-help,\n");
  const Reading reading = read({&calls, &events});
  EXPECT_EQ(reading.rejects.total(), 0U);
  const auto& log = reading.log;
  const auto one =
      std::find_if(log.calls.begin(), log.calls.end(), [](const Call& call) { return call.events > 0; });
  ASSERT_NE(one, log.calls.end());
  EXPECT_EQ(in_words(log, *one), "screen Sök+0, did-not-help Sök+1000, did-not-help+2000");
}

TEST(Csv, AColumnThatMeansNothingIsSaid) {
  const TestFile file("f", "call,time,mood,event\n");
  const Reading reading = read({&file});
  ASSERT_EQ(reading.remarks.size(), 1U);
  EXPECT_NE(reading.remarks[0].find("“mood”"), std::string::npos);
}

TEST(Csv, BadRowsAreNamedByLineAndReasonAndLeftOut) {
  const TestFile calls(
      "calls.csv",
      "call,agent,kind,start,end,hold_seconds,outcome\n"
      "1,a,K,2026-11-24T09:00:00Z,2026-11-24T09:05:00Z,0,\n"
      "1,a,K,2026-11-24T11:00:00Z,2026-11-24T11:05:00Z,0,\n"   // 3: again
      "2,a,K,2026-11-24T09:04:00Z,2026-11-24T09:06:00Z,0,\n"   // 4: meanwhile
      "3,a,K,2026-11-24T09:10:00Z,2026-11-24T09:09:00Z,0,\n"   // 5: backwards
      "4,a,K,2026-11-24T09:10:00,2026-11-24T09:12:00Z,0,\n"    // 6: no zone
      "5,a,K,2026-11-24T09:10:00Z,2026-11-26T09:12:00Z,0,\n"   // 7: two days
      "6,a,K,2026-11-24T09:10:00Z,2026-11-24T09:11:00Z,61,\n"  // 8: on hold longer than it lasted
      "7,a,K,2026-11-24T09:10:00Z,2026-11-24T09:11:00Z,x,\n"   // 9
      "8,a,K,2026-11-24T09:10:00Z,2026-11-24T09:11:00Z,0,won\n"
      "9,,K,2026-11-24T09:10:00Z,2026-11-24T09:11:00Z,0,\n"
      "10,a,K,2026-11-24T09:10:00Z\n"
      "\"11,a,K,2026-11-24T09:10:00Z,2026-11-24T09:11:00Z,0,\n"
      "\xff,a,K,2026-11-24T09:10:00Z,2026-11-24T09:11:00Z,0,\n"
      "\n"
      "12,b,K,2026-11-24T09:00:00Z,2026-11-24T09:05:00Z,0,dropped\n");
  const TestFile events("events.csv",
                        "call,time,event,object,results\n"
                        "1,2026-11-24T08:59:59Z,screen,S,\n"  // 2: before
                        "1,2026-11-24T09:05:01Z,screen,S,\n"  // 3: after
                        "1,2026-11-24T09:05:00Z,screen,S,\n"
                        "1,2026-11-24T09:05:00Z,dance,S,\n"
                        "1,2026-11-24T09:05:00Z,search,S,\n"
                        "1,2026-11-24T09:05:00Z,search,S,-1\n"
                        "1,2026-11-24T09:05:00Z,screen,,\n"
                        "77,2026-11-24T09:05:00Z,screen,S,\n"  // 9: no such call
                        "2,2026-11-24T09:05:00Z,screen,S,\n"   // 10: its facts were left out
                        "1,2026-11-24T09:05:00Z,copy,,\n");
  const Reading reading = read({&calls, &events});
  EXPECT_EQ(
      rejected(reading),
      (std::vector<std::string>{
          "0:3 duplicate call", "0:4 overlap", "0:5 negative",     "0:6 no zone",      "0:7 too long",
          "0:8 negative",       "0:9 number",  "0:10 outcome",     "0:11 missing",     "0:12 cells",
          "0:13 cells",         "0:14 text",   "1:2 outside call", "1:3 outside call", "1:5 activity",
          "1:6 missing",        "1:7 number",  "1:8 missing",      "1:9 unknown call", "1:10 unknown call"}));
  EXPECT_EQ(reading.rejects.total(), 20U);
  ASSERT_EQ(reading.log.calls.size(), 2U);
  EXPECT_EQ(in_words(reading.log, reading.log.calls[0]), "screen S+300000, copy+300000");
}

// In one file after another, some of them outside the call.
TEST(Csv, ACallsEventsStandTogetherWhicheverFilesTheyAreFrom) {
  const std::string header = "call,time,event,object\n";
  const TestFile calls("calls.csv", kTwoCalls);
  const TestFile first("first.csv", header +
                                        "1,2026-11-24T08:59:59Z,screen,Before\n"
                                        "1,2026-11-24T09:00:03Z,screen,C\n"
                                        "2,2026-11-24T09:00:01Z,screen,A\n");
  const TestFile second("second.csv", header +
                                          "1,2026-11-24T09:00:01Z,screen,A\n"
                                          "2,2026-11-24T09:05:01Z,screen,After\n"
                                          "1,2026-11-24T09:05:01Z,screen,After\n");
  const TestFile third("third.csv", header +
                                        "2,2026-11-24T09:00:02Z,screen,B\n"
                                        "1,2026-11-24T09:00:02Z,screen,B\n");
  const Reading reading = read({&calls, &first, &second, &third});
  EXPECT_EQ(reading.rejects.count(Reason::kOutsideCall), 3U);
  ASSERT_EQ(reading.log.calls.size(), 2U);
  EXPECT_EQ(in_words(reading.log, reading.log.calls[0]), "screen A+1000, screen B+2000");
  EXPECT_EQ(in_words(reading.log, reading.log.calls[1]), "screen A+1000, screen B+2000, screen C+3000");
}

TEST(Csv, CallsOutsideThePeriodAreLeftOut) {
  const TestFile calls("calls.csv", kTwoCalls);
  const Instant at = read({&calls}).log.calls[0].start;
  EXPECT_EQ(read({&calls}, {at + 1, kLastInstant}).rejects.count(Reason::kOutsideTerms), 2U);
  EXPECT_EQ(read({&calls}, {0, at}).rejects.count(Reason::kOutsideTerms), 2U);
  EXPECT_EQ(read({&calls}, {at, at + 1}).log.calls.size(), 2U);
}

TEST(Csv, HeadersThatAreNeitherKindAreRefused) {
  for (const char* header :
       {"call,time\n", "call,time,event,call\n", "a,b,c\n", "\"call,time,event\n", "call,start,end\n"})
    EXPECT_NE(refusal(header).find("line 1"), std::string::npos) << header;
  EXPECT_NE(refusal("").find("empty"), std::string::npos);
}

// Lines that lie across the borders of buffers and of stretches, one that is far too long, and no end.
TEST(Csv, ALongFileIsReadInStretchesAsInOne) {
  std::string events = "call,time,event,object,results\n";
  std::string calls = "call,agent,kind,start,end\n";
  const std::string monster(3'000'000, 'x');
  constexpr int kCallsMade = 500;
  for (int call = 0; call < kCallsMade; ++call) {
    calls += fmt::format("c{0},a{0},K,2026-11-24T09:00:00Z,2026-11-24T10:00:00Z\n", call);
    if (call % 100 == 7) events += monster + "\n";
    for (int i = 0; i < 600; ++i)
      events += fmt::format("c{},2026-11-24T09:{:02}:{:02}.{:03}Z,screen,{},\n", call, i / 60, i % 60, call,
                            i * 7919 % 101);
  }
  events += "c0,2026-11-24T09:59:59Z,answer,,";
  const TestFile one("calls", calls);
  const TestFile two("events", events);
  const Reading reading = read({&one, &two});
  LogPart whole(0);
  ASSERT_TRUE(read_csv_text(calls, whole));
  LogPart other(1);
  ASSERT_TRUE(read_csv_text(events, other));
  Rejects rejects;
  std::vector<LogPart> parts;
  parts.push_back(std::move(whole));
  parts.push_back(std::move(other));
  const Log log = assemble(std::move(parts), {}, rejects);
  EXPECT_EQ(log.events.size(), kCallsMade * 600U + 1);
  EXPECT_EQ(reading.log.events.size(), log.events.size());
  EXPECT_EQ(rejected(reading), (std::vector<std::string>{"1:4202 cells", "1:64203 cells", "1:124204 cells",
                                                         "1:184205 cells", "1:244206 cells"}));
  for (std::size_t i = 0; i < log.calls.size(); ++i)
    ASSERT_TRUE(in_words(reading.log, reading.log.calls[i]) == in_words(log, log.calls[i])) << i;
}

TEST(Files, OneThatIsMissingIsNamed) {
  const auto reading = read_log({"/nowhere/at/all.csv"}, {}, {});
  ASSERT_FALSE(reading);
  EXPECT_EQ(reading.error().message.find("/nowhere/at/all.csv: "), 0U);
}

}  // namespace
}  // namespace insyn::insight
