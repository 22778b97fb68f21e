// OCEL 2.0 in its three encodings.
#include <sqlite3.h>

#include "insight/input/read_ocel_sqlite.h"
#include "insight/input/testing_two_calls.h"

namespace insyn::insight {
namespace {

constexpr const char* kXml = R"(<?xml version="1.0" encoding="UTF-8"?>
<log>
 <object-types><object-type name="call"><attributes><attribute name="kind" type="string"/></attributes></object-type>
  <object-type name="screen"><attributes/></object-type><object-type name="article"><attributes/></object-type></object-types>
 <event-types><event-type name="search"><attributes><attribute name="results" type="integer"/></attributes></event-type></event-types>
 <objects>
  <object id="Arkiv" type="screen"><attributes/></object>
  <object id="1" type="call"><attributes>
   <attribute name="agent" time="1970-01-01T00:00:00Z">anna</attribute>
   <attribute name="kind" time="2026-11-24T09:04:00Z">Faktura</attribute>
   <attribute name="kind" time="1970-01-01T00:00:00Z">Okänt</attribute>
   <attribute name="start" time="1970-01-01T00:00:00Z">2026-11-24T09:00:00Z</attribute>
   <attribute name="end" time="1970-01-01T00:00:00Z">2026-11-24T09:05:00Z</attribute>
   <attribute name="hold_seconds" time="1970-01-01T00:00:00Z">10.5</attribute>
   <attribute name="outcome" time="1970-01-01T00:00:00Z">solved</attribute>
   <attribute name="group" time="1970-01-01T00:00:00Z">A</attribute>
   <attribute name="version" time="1970-01-01T00:00:00Z">1</attribute></attributes>
   <objects><relationship object-id="2" qualifier="followed by"/></objects></object>
  <object id="2" type="call"><attributes>
   <attribute name="agent" time="1970-01-01T00:00:00Z">bo</attribute><attribute name="kind" time="1970-01-01T00:00:00Z">Adress</attribute>
   <attribute name="start" time="1970-01-01T00:00:00Z">2026-11-24T09:00:00Z</attribute><attribute name="end" time="1970-01-01T00:00:00Z">2026-11-24T09:04:00Z</attribute>
   <attribute name="hold_seconds" time="1970-01-01T00:00:00Z">nan</attribute>
   <attribute name="outcome" time="1970-01-01T00:00:00Z">transferred</attribute><attribute name="repeat_of" time="1970-01-01T00:00:00Z">1</attribute>
   <attribute name="group" time="1970-01-01T00:00:00Z">B</attribute><attribute name="version" time="1970-01-01T00:00:00Z">2</attribute></attributes></object>
 </objects>
 <events>
  <event id="e1" type="article" time="2026-11-24T09:00:20Z"><attributes/><objects>
   <relationship object-id="1" qualifier="call"/><relationship object-id="Betala, faktura" qualifier="article"/></objects></event>
  <event id="e2" type="screen" time="2026-11-24T09:00:05Z"><objects>
   <relationship object-id="1" qualifier="during"/><relationship object-id="Start" qualifier="screen"/></objects></event>
  <event id="e3" type="search" time="2026-11-24T09:00:01Z"><attributes><attribute name="results">3</attribute></attributes>
   <objects><relationship object-id="2" qualifier="call"/></objects></event>
  <event id="e4" type="search" time="2026-11-24T09:00:09Z"><attributes><attribute name="results">0</attribute></attributes>
   <objects><relationship object-id="1" qualifier="call"/></objects></event>
 </events>
</log>
)";

TEST(OcelXml, SaysTheSame) {
  const TestFile xml("log.xml", kXml);
  expect_the_two_calls(read({&xml}));
}

TEST(OcelJson, TheNewestValueCountsAndNoneIsNone) {
  const TestFile json("log.json", R"({"events": [
    {"id": "e1", "type": "screen", "time": "2026-11-24T09:00:05Z", "relationships":
      [{"objectId": "S NaN", "qualifier": "shows"}, {"objectId": "1", "qualifier": "while"}]}],
    "objects": [{"id": "1", "type": "call", "attributes": [
      {"name": "kind", "time": "2026-11-24T09:02:00Z", "value": "Newest"},
      {"name": "kind", "time": "2026-11-24T09:01:00.5+00:00", "value": "Middle"},
      {"name": "kind", "time": "1970-01-01T00:00:00Z", "value": "Oldest"},
      {"name": "agent", "value": "anna"}, {"name": "satisfaction", "value": NaN}, {"name": "x", "value": -Infinity},
      {"name": "outcome", "value": null}, {"name": "hold_seconds", "value":NaN},
      {"name": "start", "value": "2026-11-24T09:00:00Z"}, {"name": "end", "value": "2026-11-24T09:05:00Z"}]},
      {"id": "S NaN", "type": "screen"}]})");
  const Reading reading = read({&json});
  EXPECT_EQ(rejected(reading), std::vector<std::string>());
  ASSERT_EQ(reading.log.calls.size(), 1U);
  EXPECT_EQ(reading.log.labels.text(reading.log.calls[0].kind), "Newest");
  EXPECT_EQ(reading.log.calls[0].outcome, Outcome::kUnknown);
  EXPECT_EQ(in_words(reading.log, reading.log.calls[0]), "screen S NaN+5000");
}

TEST(OcelJson, AnEventBelongsToEachCallThatItIsRelatedTo) {
  const auto call = [](const char* id, const char* agent) {
    return fmt::format(R"({{"id": "{}", "type": "call", "attributes": [{{"name": "kind", "value": "K"}},
      {{"name": "agent", "value": "{}"}}, {{"name": "start", "value": "2026-11-24T09:00:00Z"}},
      {{"name": "end", "value": "2026-11-24T09:05:00Z"}}]}})",
                       id, agent);
  };
  const TestFile json("log.json",
                      R"({"objects": [)" + call("1", "a") + "," + call("2", "b") + R"(], "events": [
    {"id": "e1", "type": "copy", "time": "2026-11-24T09:00:05Z", "relationships":
      [{"objectId": "1", "qualifier": "call"}, {"objectId": "2", "qualifier": "call"}]}]})");
  const Reading reading = read({&json});
  ASSERT_EQ(reading.log.calls.size(), 2U);
  for (const Call& one : reading.log.calls) EXPECT_EQ(in_words(reading.log, one), "copy+5000");
}

class OcelSqlite : public ::testing::Test {
 protected:
  OcelSqlite() { run(kTables); }
  ~OcelSqlite() override { sqlite3_close(database_); }

  void run(const std::string& sql) {
    if (database_ == nullptr) {
      sqlite3_open(file_.path().c_str(), &database_);
    }
    char* why = nullptr;
    EXPECT_EQ(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, &why), SQLITE_OK) << why << "\n" << sql;
  }
  std::string refused() {
    const auto reading = read_log({file_.path()}, {}, {});
    return reading ? "" : reading.error().message;
  }

  static constexpr const char* kTables = R"(
    CREATE TABLE event(ocel_id TEXT PRIMARY KEY, ocel_type TEXT);
    CREATE TABLE object(ocel_id TEXT PRIMARY KEY, ocel_type TEXT);
    CREATE TABLE event_object(ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
    CREATE TABLE object_object(ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT);
    CREATE TABLE event_map_type(ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
    CREATE TABLE object_map_type(ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
    CREATE TABLE event_Screen(ocel_id TEXT, ocel_time TIMESTAMP);
    CREATE TABLE event_Search(ocel_id TEXT, ocel_time TIMESTAMP, results INTEGER);
    CREATE TABLE event_Article(ocel_id TEXT, ocel_time TIMESTAMP);
    CREATE TABLE object_Screen(ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT);
    CREATE TABLE object_Call(ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT, agent TEXT, kind TEXT,
      start TIMESTAMP, "end" TIMESTAMP, hold_seconds REAL, outcome TEXT, repeat_of TEXT, "group" TEXT, version TEXT);
    INSERT INTO event_map_type VALUES('screen','Screen'),('search','Search'),('article','Article');
    INSERT INTO object_map_type VALUES('screen','Screen'),('call','Call');
    INSERT INTO object_Screen VALUES('Arkiv','1970-01-01T00:00:00Z',NULL);
    INSERT INTO object_Call VALUES
      ('1','2026-11-24T09:04:00Z','kind',NULL,'Faktura',NULL,NULL,NULL,NULL,NULL,NULL,NULL),
      ('1','1970-01-01T00:00:00Z',NULL,'anna','Okänt','2026-11-24T09:00:00Z','2026-11-24T09:05:00Z',10.5,'solved',NULL,'A','1'),
      ('2','1970-01-01T00:00:00Z',NULL,'bo','Adress','2026-11-24T09:00:00Z','2026-11-24T09:04:00Z',NULL,'transferred','1','B','2');
    INSERT INTO event_Article VALUES('e1','2026-11-24T09:00:20Z');
    INSERT INTO event_Screen VALUES('e2','2026-11-24T09:00:05Z');
    INSERT INTO event_Search VALUES('e3','2026-11-24T09:00:01Z',3),('e4','2026-11-24T09:00:09Z',0);
    INSERT INTO event_object VALUES('e1','1','call'),('e1','Betala, faktura','article'),('e2','1','during'),
      ('e2','Start','screen'),('e3','2','call'),('e4','1','call');)";

  TestFile file_{"log.sqlite", ""};
  sqlite3* database_ = nullptr;
};

TEST_F(OcelSqlite, SaysTheSame) { expect_the_two_calls(read({&file_})); }

TEST_F(OcelSqlite, AnotherDatabaseIsRefusedByWhatItLacks) {
  run("DROP TABLE event_map_type");
  EXPECT_NE(refused().find("event_map_type"), std::string::npos) << refused();
}

TEST_F(OcelSqlite, ATypeWithoutATableIsNamed) {
  run("INSERT INTO event_map_type VALUES('copy', 'Copy')");
  EXPECT_NE(refused().find("“copy”"), std::string::npos) << refused();
}

// Of which nothing could be read, and which nobody would miss.
TEST_F(OcelSqlite, WhatHasATypeThatIsNotListedIsSaid) {
  run("INSERT INTO event VALUES('e9', 'copy'), ('e10', 'copy'); INSERT INTO object VALUES('9', 'form')");
  const auto counted = read({&file_}).rejects.counted();
  ASSERT_EQ(counted.size(), 1U);
  EXPECT_EQ(counted[0].first.reason, Reason::kNoTable);
  EXPECT_EQ(counted[0].first.example, "form");
  EXPECT_EQ(counted[0].count, 3U);
}

// A view's text is a program of whoever made the file.
TEST_F(OcelSqlite, NoViewIsRead) {
  run("DROP TABLE event_Screen; CREATE VIEW event_Screen AS SELECT 'e2' AS ocel_id, '2026-11-24T09:00:05Z' "
      "AS ocel_time");
  EXPECT_NE(refused().find("“screen”"), std::string::npos) << refused();
  run("DROP VIEW event_Screen; CREATE VIRTUAL TABLE event_Screen USING fts5(ocel_id, ocel_time)");
  EXPECT_NE(refused().find("“screen”"), std::string::npos) << refused();
}

TEST_F(OcelSqlite, NoFunctionIsRun) {
  run("DROP TABLE event_Screen; CREATE TABLE event_Screen(ocel_id TEXT, ocel_time TEXT AS "
      "(hex(ocel_id)))");
  run("INSERT INTO event_Screen(ocel_id) VALUES('e2')");
  EXPECT_NE(refused().find("“screen”"), std::string::npos) << refused();
}

TEST_F(OcelSqlite, ATableMayHaveAnyName) {
  run("ALTER TABLE event_Screen RENAME TO \"event_a\"\"; --\"; UPDATE event_map_type SET ocel_type_map = "
      "'a\"; --' "
      "WHERE ocel_type = 'screen'");
  expect_the_two_calls(read({&file_}));
}

TEST_F(OcelSqlite, OneThatIsStillWrittenIsRefused) {
  run("PRAGMA journal_mode=WAL");
  run("INSERT INTO event_Screen VALUES('e5','2026-11-24T09:00:06Z')");
  EXPECT_NE(refused().find("-wal"), std::string::npos) << refused();
  const Path link = file_.path().parent_path() / "link";
  std::filesystem::create_symlink(file_.path(), link);
  const auto by_link = read_log({link}, {}, {});
  ASSERT_FALSE(by_link);
  EXPECT_NE(by_link.error().message.find("-wal"), std::string::npos) << by_link.error().message;
}

TEST_F(OcelSqlite, ADamagedDatabaseIsRefused) {
  const Bytes whole = read_file(file_.path(), 1 << 20).value();
  for (std::size_t at = 100; at < whole.size(); at += 97) {
    Bytes damaged = whole;
    damaged[at] ^= 0xff;
    LogPart part(0);
    (void)read_ocel_sqlite_bytes(damaged, part);
  }
  LogPart part(0);
  EXPECT_FALSE(read_ocel_sqlite_bytes({whole.data(), 1000}, part).has_value());
}

}  // namespace
}  // namespace insyn::insight
