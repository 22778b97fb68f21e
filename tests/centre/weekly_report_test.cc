// insyn-insight against a centre's server: the report of a week from the question to the union until it is
// at the centre, and why there is none.
#include <gtest/gtest.h>

#include <filesystem>

#include "centre/asking.h"
#include "opening/request_note.h"
#include "served_centre.h"

namespace insyn::centre_test {
namespace {

using cli::Ran;
using cli::write_all;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// Noon of the Tuesday of the week before the last: it is in a whole week of the company's agreement, which
// begins two days earlier, and that week is over for more than a day.
Utc tuesday() {
  const auto today = std::chrono::floor<days>(SystemClock().utc());
  const int since = static_cast<int>((std::chrono::weekday(today) - std::chrono::Tuesday).count());
  return today - days(14 + since) + hours(12);
}

// Of the newest week that is over for a day.
std::string newest_monday() {
  const auto yesterday = std::chrono::floor<days>(SystemClock().utc()) - days(1);
  const auto this_week = yesterday - (std::chrono::weekday(yesterday) - std::chrono::Monday);
  return to_text(Utc(this_week - days(7))).substr(0, 10);
}

class WeeklyReportTest : public testing::Test {
 protected:
  WeeklyReportTest() {
    centre.sign_in("insikt", ledger::Role::kAnalyst);
    centre.sign_in("facket", ledger::Role::kUnion);
    std::filesystem::create_directory(data());
    std::filesystem::permissions(data(), std::filesystem::perms::owner_all);
    write_calls(12);
    write_settings();
  }

  std::string data() const { return centre.file("insight.d"); }
  std::string kept(const std::string& name) const { return data() + "/" + name; }

  // Calls of so many agents in the week, that of the recording, and one of the week after.
  void write_calls(int agents) {
    std::string text = "call,agent,kind,start,end\n";
    const auto add = [&](const std::string& call, const std::string& agent, Utc start) {
      text += fmt::format("{},{},faktura,{},{}\n", call, agent, to_text(start), to_text(start + minutes(5)));
    };
    add("call-4711", "agent-a17", tuesday() - minutes(1));
    for (int agent = 0; agent < agents; ++agent)
      for (int call = 0; call < 5; ++call)
        add(fmt::format("call-{}-{}", agent, call), fmt::format("agent-{}", agent),
            tuesday() + hours(1 + call) + minutes(agent));
    add("call-later", "agent-0", tuesday() + days(7));
    write_all(centre.file("calls.csv"), text);
  }

  void write_settings(const std::string& from = "", const std::string& to = "") {
    std::string text = fmt::format(
        "insyn_insight = 1\nserver = \"{0}\"\nauthority = \"{1}\"\naccount = \"insikt\"\npassphrase_file = "
        "\"{2}\"\nagreement = \"{3}\"\npins = [\"{4}\", \"{5}\"]\nsign = \"{6}\"\n[calls]\nfiles = "
        "[\"{7}\"]\n[ask]\npurpose = \"search-fails\"\nbecause = \"veckans rapport\"\nkey = \"{8}\"\n",
        centre.url(), centre.authority().string(), centre.file("passphrase"), centre.file("agreement.note"),
        centre.file("employer.pub"), centre.file("union.pub"), centre.file("insight.sign"),
        centre.file("calls.csv"), centre.file("insight.age"));
    if (!from.empty()) text.replace(text.find(from), from.size(), to);
    write_all(kept("insyn-insight.toml"), text);
  }

  Ran look(const std::string& how = "--once") const {
    ::setenv("XDG_STATE_HOME", centre.file("state-insikt").c_str(), 1);
    return cli::run({"--data", data(), how}, "insyn-insight");
  }
  void expect_left(const std::string& why) const {
    const Ran ran = look();
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find(why), std::string::npos) << ran.err;
    EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
  }
  void expect_done(const std::string& what) const {
    const Ran ran = look();
    EXPECT_EQ(ran.code, 0);
    EXPECT_NE(ran.err.find(what), std::string::npos) << ran.err;
    EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
  }
  void answer(const std::vector<std::string>& how) {
    centre.cosign();
    const Ran asked = centre.as("facket", {"requests", "--state", "asked", "--json"});
    const std::size_t id = asked.out.find("\"id\"");
    ASSERT_NE(id, std::string::npos) << asked.out;
    std::vector<std::string> arguments = how;
    arguments.insert(arguments.begin() + 1, asked.out.substr(asked.out.find('"', id + 4) + 1, 32));
    const Ran ran = centre.as("facket", arguments);
    ASSERT_EQ(ran.code, 0) << ran.err;
  }
  void approve() {
    answer(centre.company.with_agreement(
        {"approve", "--key", centre.file("union.age"), "--sign", centre.file("union.sign")}));
  }
  std::int64_t reports_there() {
    std::int64_t count = -1;
    EXPECT_TRUE(centre.database->read([&](server::Transaction& transaction) -> Status {
      TRY_ASSIGN(const auto rows, transaction.query("SELECT COUNT(*) FROM reports"));
      count = server::number(rows[0][0]);
      return {};
    }));
    return count;
  }
  std::vector<std::string> weeks_made() const { return list_folder(kept("reports"), 100).value(); }
  // As if a recording of this id had been asked for, with access until then, and fetched.
  void keep_one(const std::string& recording, Utc until) {
    opening::Request request;
    request.recording = recording;
    request.opens = ledger::Opens::kEvents;
    request.request = centre.company.pins[1].recipient;
    request.request_name = "x";
    request.reader = centre.company.pins[0].recipient;
    request.purpose = "search-fails";
    request.because = "x";
    request.asked = until - days(10);
    request.until = until;
    request.agreement = centre.company.agreement_hash;
    const auto signer = note::Signer::parse(cli::read_all(centre.file("insight.sign"))).value();
    for (const char* folder : {"requests", "recordings"}) {
      std::filesystem::create_directories(kept(folder) + "/" + recording);
      std::filesystem::permissions(kept(folder), std::filesystem::perms::owner_all);
    }
    write_all(kept("requests/" + recording + "/" + centre::kRequestNote),
              note::sign(opening::text_of(request), signer));
    write_all(kept("recordings/" + recording + "/000001.events.age"), "sealed");
  }

  ServedCentre centre{std::chrono::floor<hours>(SystemClock().utc() - tuesday())};
};

TEST_F(WeeklyReportTest, AWeekIsReportedOnceTheUnionHasOpenedItsEvents) {
  expect_left("waits for the union: 1 of 1 requests for events have no answer");
  // It is not asked twice.
  expect_left("waits for the union: 1 of 1 requests for events have no answer");
  EXPECT_EQ(centre.kinds().back(), "request");
  approve();
  expect_done("its report is made, with the events of 1 recordings, and now at the centre");
  ASSERT_EQ(weeks_made().size(), 1U);
  EXPECT_EQ(weeks_made()[0], newest_monday());
  EXPECT_EQ(reports_there(), 1);
  const std::string report = cli::read_all(kept("reports/" + weeks_made()[0] + "/report.json"));
  EXPECT_NE(report.find("\"kind\": \"faktura\""), std::string::npos) << report;

  expect_done("its report was made before, and is at the centre");
  EXPECT_EQ(reports_there(), 1);
  // A centre that was put back from an older backup gets it again, and it is the same.
  ASSERT_TRUE(centre.change("DELETE FROM reports"));
  expect_done("its report was made before, and now at the centre");
  EXPECT_EQ(reports_there(), 1);
  EXPECT_FALSE(cli::exists(centre.file("state-insikt/insyn/reports/000002.note")));
}

TEST_F(WeeklyReportTest, WhatTheUnionRefusesIsNotWaitedFor) {
  expect_left("waits for the union");
  answer({"refuse", "--because", "inte nu", "--sign", centre.file("union.sign")});
  expect_done("with the events of 0 recordings; the union has refused 1, and now at the centre");
}

// Events are opened for figures about whole weeks, never for a look at how one is going.
TEST_F(WeeklyReportTest, OfAWeekThatIsNotOverNothingIsAsked) {
  const std::string today = to_text(SystemClock().utc()).substr(0, 10);
  ASSERT_TRUE(centre.change("UPDATE recordings SET day = :day", {today}));
  expect_done("its report is made, with the events of 0 recordings");
  EXPECT_NE(centre.kinds().back(), "request");
}

TEST_F(WeeklyReportTest, OfAnotherAgreementsRecordingsNothingIsAsked) {
  ASSERT_TRUE(centre.change("UPDATE recordings SET agreement = :other", {std::string(64, '0')}));
  expect_done("its report is made, with the events of 0 recordings");
  EXPECT_NE(centre.kinds().back(), "request");
}

TEST_F(WeeklyReportTest, TooFewAgentsMakeAnEmptyReport) {
  write_calls(3);
  expect_left("waits for the union");
  approve();
  expect_done("no kind of question has 10 agents and 30 calls, so it is empty, and now at the centre");
  EXPECT_EQ(reports_there(), 1);
}

TEST_F(WeeklyReportTest, CallsThatWereExportedTooEarlyAreWaitedFor) {
  expect_left("waits for the union");
  approve();
  const auto before = std::chrono::file_clock::from_sys(
      std::chrono::time_point_cast<std::chrono::file_clock::duration>(tuesday() + days(6)));
  std::filesystem::last_write_time(centre.file("calls.csv"), before);
  expect_left("waits for calls: ");
  EXPECT_TRUE(weeks_made().empty());
  write_calls(12);
  expect_done("now at the centre");
}

TEST_F(WeeklyReportTest, WhyThereIsNoReportIsSaidInTheWordsOfInsynReport) {
  expect_left("waits for the union");
  approve();
  write_all(centre.file("calls.csv"), "call,agent,kind,start,end\n");
  expect_left("no report: no call is left, so there is no report");
  EXPECT_TRUE(weeks_made().empty());
  EXPECT_EQ(reports_there(), 0);
}

TEST_F(WeeklyReportTest, EventsAreNotKeptLongerThanAccessLasts) {
  const std::string ended(32, 'a');
  keep_one(ended, SystemClock().utc() - minutes(1));
  // A report that lacks what an earlier one had would show a change that there was not, so nothing is asked.
  expect_left("no report: the events of 1 recordings");
  EXPECT_FALSE(cli::exists(kept("recordings/" + ended)));
  EXPECT_FALSE(cli::exists(kept("requests/" + ended)));
  expect_left("no report: the events of 1 recordings");
  EXPECT_TRUE(weeks_made().empty());
  EXPECT_NE(centre.kinds().back(), "request");
  // That of another agreement says nothing about this one.
  write_all(kept("ended/" + ended), std::string(64, '0'));
  expect_left("waits for the union: 1 of 1");
}

TEST_F(WeeklyReportTest, WhatTheCentreHasNoMoreIsNotKept) {
  const std::string discarded(32, 'b');
  keep_one(discarded, SystemClock().utc() + days(5));
  expect_left("waits for the union: 1 of 1");
  EXPECT_FALSE(cli::exists(kept("recordings/" + discarded)));
  EXPECT_FALSE(cli::exists(kept("requests/" + discarded)));
  approve();
  expect_done("with the events of 1 recordings, and now at the centre");
}

TEST_F(WeeklyReportTest, WhatIsWrongWithItsPlaceIsSaid) {
  // The agreement is in force for longer than it keeps recordings; nothing else is wrong.
  Ran ran = look("--check");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 1) << ran.out;
  EXPECT_NE(ran.out.find("the agreement keeps recordings for 30 days"), std::string::npos) << ran.out;
  const std::vector<std::pair<std::pair<std::string, std::string>, std::string>> changes = {
      {{"purpose = \"search-fails\"", "purpose = \"other\""}, "is no purpose of the agreement"},
      {{"insight.sign", "reviewer.sign"}, "vouches for no such insight key"},
      {{"calls.csv", "nothing.csv"}, "nothing.csv cannot be read"},
      {{"account = \"insikt\"", "account = \"facket\""}, "is no analyst's"}};
  for (const auto& [change, said] : changes) {
    write_settings(change.first, change.second);
    ran = look("--check");
    EXPECT_EQ(ran.code, 1) << said;
    EXPECT_NE(ran.out.find(said), std::string::npos) << ran.out << ran.err;
  }
  write_settings("account = \"insikt\"", "account = \"facket\"");
  expect_left("the centre: the account facket is no analyst's");
  write_settings(centre.url(), "https://127.0.0.1:1");
  expect_left("the centre: ");
}

TEST_F(WeeklyReportTest, TwoDoNotWorkInOneFolder) {
  ::setenv("XDG_STATE_HOME", centre.file("state-insikt").c_str(), 1);
  cli::Running running({"--data", data()}, "insyn-insight");
  while (!cli::exists(kept("requests/" + centre.company.recording))) ASSERT_FALSE(running.ended());
  const Ran ran = look();
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("another insyn-insight runs"), std::string::npos) << ran.err;
  running.signal(SIGTERM);
  EXPECT_EQ(running.wait(), 0);
}

}  // namespace
}  // namespace insyn::centre_test
