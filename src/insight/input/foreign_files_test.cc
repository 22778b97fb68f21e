// Files as other programs write them.
#include <sqlite3.h>
#include <zlib.h>

#include "insight/input/testing_two_calls.h"
#include "insight/input/values.h"

namespace insyn::insight {
namespace {

constexpr const char* kForeignCalls =
    "call,agent,kind,start,end,hold_seconds,outcome,repeat_of,group,version\n"
    "1,anna,Faktura,2026-11-24T09:00:00Z,2026-11-24T09:05:00Z,10.5,solved,,A,1\n"
    "2,bo,Adress,2026-11-24T10:00:00+01,2026-11-24T10:04:00+0100,,transferred,1,B,2\n";

std::string gzip(std::string_view text) {
  z_stream zip{};
  deflateInit2(&zip, 9, Z_DEFLATED, MAX_WBITS + 16, 9, Z_DEFAULT_STRATEGY);
  std::string packed(text.size() + 1024, '\0');
  zip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  zip.avail_in = static_cast<uInt>(text.size());
  zip.next_out = reinterpret_cast<Bytef*>(packed.data());
  zip.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&zip, Z_FINISH), Z_STREAM_END);
  packed.resize(zip.total_out);
  deflateEnd(&zip);
  return packed;
}

// Of the letters that stand in these tests, each is one unit.
std::string utf16(std::string_view text, bool big_endian) {
  std::string wide = big_endian ? "\xfe\xff" : "\xff\xfe";
  for (const char c : text) {
    if (big_endian) wide += '\0';
    wide += c;
    if (!big_endian) wide += '\0';
  }
  return wide;
}

void expect_the_same(const std::string& calls, const std::string& events) {
  const TestFile one("calls", calls);
  const TestFile two("events", events);
  expect_the_two_calls(read({&one, &two}));
}

TEST(ForeignFiles, GzipOfOneMemberAndOfTwo) {
  expect_the_same(gzip(kForeignCalls), gzip(kTheirEvents));
  const std::string events = kTheirEvents;
  expect_the_same(kForeignCalls, gzip(events.substr(0, 100)) + gzip(events.substr(100)));
}

TEST(ForeignFiles, GzipThatIsDamagedOrCutOffIsRefused) {
  std::string packed = gzip(kTheirEvents);
  EXPECT_NE(refusal(packed.substr(0, packed.size() - 5)).find("cut off"), std::string::npos);
  EXPECT_NE(refusal(packed + "behind it"), "");
  packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 0x55);
  EXPECT_NE(refusal(packed), "");
  EXPECT_NE(refusal(gzip(gzip(kTheirEvents))).find("twice"), std::string::npos);
}

TEST(ForeignFiles, ABombIsNotUnpacked) {
  std::string rows = "call,time,event,object,results\n";
  rows.resize(std::size_t{100} << 20, '\n');
  EXPECT_NE(refusal(gzip(rows)).find("200 times"), std::string::npos);
}

TEST(ForeignFiles, Utf16OfBothByteOrders) {
  for (const bool big_endian : {false, true})
    expect_the_same(utf16(replaced(kForeignCalls, ",", "\t"), big_endian), utf16(kTheirEvents, big_endian));
  EXPECT_NE(refusal(utf16(kTheirEvents, false).substr(2)).find("byte order mark"), std::string::npos);
}

TEST(ForeignFiles, AsExcelSavesThem) {
  const std::string calls = replaced(replaced(kForeignCalls, ",", ";"), "10.5", "10,5");
  expect_the_same("sep=;\r\n" + replaced(calls, "\n", "\r\n") + ";;;;;;;;;\r\n;;;;;;;;;\r\n", kTheirEvents);
  expect_the_same("\xef\xbb\xbfsep=;\n" + calls, kTheirEvents);
  expect_the_same(replaced(calls, "\n", "\r"), kTheirEvents);
  expect_the_same(replaced(calls, "call;agent;kind", "\" Call\"; AGENT ;\xc2\xa0Kind"), kTheirEvents);
  expect_the_same(replaced(calls, "hold_seconds", "Hold seconds"), kTheirEvents);
}

TEST(ForeignFiles, AThousandIsNotTakenForAFraction) {
  EXPECT_EQ(parse_seconds("12,5"), 12'500U);
  EXPECT_EQ(parse_seconds("12,50"), 12'500U);
  EXPECT_FALSE(parse_seconds("1,234"));
}

std::string understood(const std::string& text) {
  const TestFile file("f", text);
  const auto reading = read_log({file.path()}, {}, {});
  return reading ? reading->remarks.at(0) : reading.error().message;
}

TEST(ForeignFiles, ColumnsOfOtherTools) {
  for (const char* header :
       {"case:concept:name,concept:name,time:timestamp", "_CASE_KEY,ACTIVITY_EN,EVENTTIME",
        "Case ID,Activity,Complete Timestamp", "\"Case ID\",\"Activity\",\"Timestamp\""}) {
    const TestFile calls("calls", kForeignCalls);
    const TestFile events("events", std::string(header) + "\n1,Start,2026-11-24T09:00:05Z\n");
    const Reading reading = read({&calls, &events});
    EXPECT_EQ(in_words(reading.log, reading.log.calls[1]), "screen Start+5000") << header;
    EXPECT_NE(reading.remarks[1].find("counts as a screen"), std::string::npos) << reading.remarks[1];
  }
}

TEST(ForeignFiles, AnIntervalCountsFromItsBeginning) {
  const TestFile calls("calls", kForeignCalls);
  const TestFile events("events",
                        "Case ID,Activity,Resource,Start Timestamp,Complete Timestamp\n"
                        "1,Start,anna,2026-11-24T09:00:05Z,2026-11-24T09:00:50Z\n");
  const Reading reading = read({&calls, &events});
  EXPECT_EQ(in_words(reading.log, reading.log.calls[1]), "screen Start+5000");
}

TEST(ForeignFiles, TransitionsInATableAreCountedOnce) {
  const TestFile calls("calls", kForeignCalls);
  const TestFile events("events",
                        "case:concept:name,concept:name,time:timestamp,lifecycle:transition\n"
                        "1,Start,2026-11-24T09:00:05Z,start\n1,Kund,2026-11-24T09:00:30Z,COMPLETE\n"
                        "1,Start,2026-11-24T09:00:20Z,complete\n1,Kund,2026-11-24T09:00:25Z,START\n"
                        "1,Kund,2026-11-24T09:00:25Z,begun\n");
  const Reading reading = read({&calls, &events});
  EXPECT_EQ(in_words(reading.log, reading.log.calls[1]), "screen Start+5000, screen Kund+25000");
  EXPECT_EQ(rejected(reading), std::vector<std::string>{"1:6 life cycle"});
}

TEST(ForeignFiles, ACasesFactsMayStandInEachRow) {
  const std::string header =
      "case:concept:name,concept:name,time:timestamp,case:agent,case:kind,case:start,case:end\n";
  const std::string facts = ",anna,Faktura,2026-11-24T09:00:00Z,2026-11-24T09:05:00Z\n";
  const TestFile file("f", header + "1,Start,2026-11-24T09:00:05Z" + facts + "1,Kund,2026-11-24T09:00:25Z" +
                               facts + "1,Kund,2026-11-24T09:00:45Z" + replaced(facts, "Faktura", "Adress"));
  const Reading reading = read({&file});
  ASSERT_EQ(reading.log.calls.size(), 1U);
  EXPECT_EQ(in_words(reading.log, reading.log.calls[0]),
            "screen Start+5000, screen Kund+25000, screen Kund+45000");
  EXPECT_EQ(rejected(reading), std::vector<std::string>{"0:4 contradicts"});
}

TEST(ForeignFiles, ColumnsThatAPersonNames) {
  ReadOptions options;
  options.columns = parse_column_names("call=Samtal,kind= Ärende ,start=Börjar, fr.o.m.,end=slut").value();
  EXPECT_EQ(options.columns.at(Field::kStart), normal_name("Börjar, fr.o.m."));
  const TestFile calls("calls",
                       "Samtal;agent;Ärende;\"Börjar, fr.o.m.\";Slut\n"
                       "1;anna;Faktura;2026-11-24T09:00:00Z;2026-11-24T09:05:00Z\n");
  const auto reading = read_log({calls.path()}, {}, {}, options);
  ASSERT_TRUE(reading) << reading.error().message;
  EXPECT_EQ(reading->log.calls.size(), 1U);
  options.columns = parse_column_names("queue=kö").value();
  const auto none = read_log({calls.path()}, {}, {}, options);
  ASSERT_FALSE(none);
  EXPECT_NE(understood("Samtal;agent\n").find("--columns call=NAME"), std::string::npos);
  for (const char* wrong : {"samtal", "what=x", "call=", "call=a,call=b", "=x"})
    EXPECT_FALSE(parse_column_names(wrong)) << wrong;
}

TEST(ForeignFiles, WhatIsUnderstoodIsSaid) {
  EXPECT_NE(understood(replaced(kForeignCalls, "agent", "Agent"))
                .find("calls as CSV, parted by “,”: call, agent (“Agent”), kind"),
            std::string::npos)
      << understood(replaced(kForeignCalls, "agent", "Agent"));
  EXPECT_NE(understood("<log/>").find(": XES"), std::string::npos);
  EXPECT_NE(understood(gzip("{\"events\": []}")).find("OCEL 2.0 as JSON; packed with gzip"),
            std::string::npos);
}

TEST(ForeignFiles, WhatIsNotReadIsCalledByItsName) {
  EXPECT_NE(refusal("PK\x03\x04").find("Excel"), std::string::npos);
  EXPECT_NE(refusal("\x28\xb5\x2f\xfd").find("zstd"), std::string::npos);
  EXPECT_NE(refusal("[{\"id\": 1}]").find("list in JSON"), std::string::npos);
  EXPECT_NE(refusal("<html></html>").find("<html>"), std::string::npos);
  EXPECT_NE(refusal("{\"ocel:events\": {}}").find("OCEL 1.0"), std::string::npos);
  EXPECT_NE(
      refusal("<log><events><event><string key='id' value='1'/></event></events></log>").find("OCEL 1.0"),
      std::string::npos);
  EXPECT_NE(refusal(std::string("\x7f"
                                "ELF\0\0\0\1",
                                8))
                .find("no text"),
            std::string::npos);
}

TEST(ForeignFiles, RejectionsAreCountedWithOneExample) {
  std::string calls = "call,agent,kind,start,end\n";
  for (int i = 0; i < 50; ++i)
    calls += fmt::format("{},a{},,2026-11-24T09:00:00Z,2026-11-24T09:05:00Z\n", i, i);
  for (int i = 0; i < 30; ++i)
    calls += fmt::format("{},a{},K,2026-11-24 09:{}\x1b:00,2026-11-24T09:05:00Z\n", i, i, 10 + i);
  calls += "1,\xe2\x80\x8e,K,2026-11-24T09:00:00Z,2026-11-24T09:05:00Z\n";
  const TestFile file("f", calls);
  const auto counted = read({&file}).rejects.counted();
  ASSERT_EQ(counted.size(), 3U);
  EXPECT_EQ(counted[0].first.reason, Reason::kText);
  EXPECT_EQ(counted[0].first.field, Field::kAgent);
  EXPECT_EQ(counted[0].first.example, "") << "a pseudonym";
  EXPECT_EQ(counted[1].first.reason, Reason::kTime);
  EXPECT_EQ(counted[1].count, 30U);
  EXPECT_EQ(counted[1].first.place, 52U);
  EXPECT_EQ(counted[1].first.example, "2026-11-24 09:10?:00");
  EXPECT_EQ(counted[2].first.reason, Reason::kMissing);
  EXPECT_EQ(counted[2].first.field, Field::kKind);
  EXPECT_EQ(counted[2].count, 50U);
  Rejects rejects;
  rejects.add({0, 1, Reason::kText, Field::kAgent}, "anna");
  rejects.add({0, 1, Reason::kText, Field::kKind}, "Faktura");
  rejects.add({0, 1, Reason::kOutcome, Field::kOutcome}, "won");
  for (const RejectCount& one : rejects.counted())
    EXPECT_EQ(one.first.example, one.first.field == Field::kOutcome ? "won" : "");
  EXPECT_LE(example_of(std::string(1000, 'x')).size(), 50U);
}

}  // namespace
}  // namespace insyn::insight
