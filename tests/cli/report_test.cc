#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "base/sha256.h"
#include "cli/arguments/arguments.h"
#include "insight/sim/write_centre.h"
#include "program.h"
#include "report_terms.h"

namespace insyn::cli {
namespace {

std::string first_terms() {
  return report_terms("2026-12-01", "2027-12-01", "Kundcenter <Nord>", "\"Klubben\"");
}

class ReportTest : public ::testing::Test {
 protected:
  ReportTest() {
    insight::sim::Centre centre;
    centre.calls = 4'000;
    centre.faults = insight::sim::Centre::usual_faults();
    EXPECT_TRUE(insight::sim::write_centre(centre, folder_.path("")));
    EXPECT_EQ(::setenv("XDG_STATE_HOME", folder_.path("state").c_str(), 1), 0);
    for (const char* role : {"employer", "union"})
      EXPECT_EQ(run({"keys", "new", "--role", role, "--name", role, "--out", folder_.path(role)}).code, 0);
    agree(first_terms());
  }

  // Both parties sign.
  void agree(const std::string& terms) const {
    write_agreement(folder_.path("terms.toml"), terms,
                    {folder_.path("employer.sign"), folder_.path("union.sign")});
  }

  Ran without_pins(std::vector<std::string> more) const {
    std::vector<std::string> arguments = {"report", folder_.path("calls.csv"), folder_.path("events.csv"),
                                          "--agreement", folder_.path("terms.toml")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }

  Ran report(const std::string& out, std::vector<std::string> more = {}) const {
    more.insert(more.end(), {"--pin", folder_.path("employer.pub"), "--pin", folder_.path("union.pub"),
                             "--out", folder_.path(out)});
    return without_pins(more);
  }

  // Leaves out of calls.csv the rows that `leave_out` is true of.
  template <class LeaveOut>
  void thin_out(const LeaveOut& leave_out) const {
    std::istringstream lines(read_all(folder_.path("calls.csv")));
    std::string kept;
    std::string line;
    std::getline(lines, line);
    kept = line + "\n";
    while (std::getline(lines, line))
      if (!leave_out(line)) kept += line + "\n";
    write_all(folder_.path("calls.csv"), kept);
  }

  Folder folder_;
};

TEST_F(ReportTest, MakesAPageThatNeedsNothingElse) {
  const Ran ran = report("out");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, folder_.path("out/report.html") + "\n");
  const std::string page = read_all(folder_.path("out/report.html"));
  EXPECT_NE(page.find("<html lang=\"sv\">"), std::string::npos);
  EXPECT_NE(page.find("Kundcenter &lt;Nord&gt;"), std::string::npos);
  EXPECT_NE(page.find("Faktura: sökningar utan träff"), std::string::npos);
  EXPECT_LT(page.find("id=\"frictions\""), page.find("id=\"kinds\""));
  for (const char* outside : {"http://", "https://", "<script", "<link", "url(", "@import"})
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
  EXPECT_NE(page.find("<svg role=\"img\" aria-label="), std::string::npos);
}

// In every second call, a minute after a screen was shown; and once in a kind, where nobody is to see it.
TEST_F(ReportTest, CountsWhereAgentsSaidThatTheSystemDidNotHelp) {
  std::istringstream calls(read_all(folder_.path("calls.csv")));
  std::string line, words = "call,time,event,object\n";
  std::getline(calls, line);
  for (int number = 0; std::getline(calls, line); ++number) {
    // Call, agent, kind, queue, start.
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
    if (number % 2 == 0) words += fmt::format("{},{},did-not-help,Start\n", cells.at(0), cells.at(4));
    if (number == 1) words += fmt::format("{},{},did-not-help,Enstaka\n", cells.at(0), cells.at(4));
  }
  write_all(folder_.path("words.csv"), words);
  const std::vector<std::string> with_words = {folder_.path("words.csv"), "--json"};
  const Ran ran = report("out", with_words);
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto json = nlohmann::json::parse(ran.out);
  ASSERT_GE(json["did_not_help"].size(), 2U);
  bool start = false;
  for (const auto& one : json["did_not_help"]) {
    EXPECT_GE(one["affected_calls"], json["min_calls"]);
    EXPECT_NE(one["screen"], "Enstaka");
    start = start || one["screen"] == "Start";
  }
  EXPECT_TRUE(start);
  EXPECT_NE(read_all(folder_.path("out/report.html")).find("Stödet hjälpte inte"), std::string::npos);
  EXPECT_NE(read_all(folder_.path("out/did_not_help.csv")).find(",Start,"), std::string::npos);
}

TEST_F(ReportTest, NamesNoAgentAnywhere) {
  ASSERT_EQ(report("out").code, 0);
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path("out"))) {
    ++files;
    const std::string text = read_all(entry.path().string());
    EXPECT_FALSE(text.empty());
    EXPECT_EQ(text.find("agent-"), std::string::npos) << entry.path();
    EXPECT_EQ(text.find("org:resource"), std::string::npos) << entry.path();
  }
  EXPECT_EQ(files, 17);
}

// age's own program, at its place in Debian.
std::string opened(const std::string& file, const std::string& key) {
  const Ran ran = run({"--decrypt", "-i", key, file}, "/usr/bin/age");
  EXPECT_EQ(ran.code, 0) << ran.err;
  return ran.out;
}

bool has_word(const std::string& text, const std::string& word) {
  const auto is_part = [&](std::size_t at) {
    return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
  };
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    if (!is_part(at - 1) && !is_part(at + word.size())) return true;
  return false;
}

TEST_F(ReportTest, ExamplesOfCallsTakeBothPartiesAndAreNamedNowhereElse) {
  const Ran ran = report("out", {"--json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.err.find("examples.age names example calls"), std::string::npos) << ran.err;
  EXPECT_NE(
      run({"--decrypt", "-i", folder_.path("employer.age"), folder_.path("out/examples.age")}, "/usr/bin/age")
          .code,
      0);
  write_all(folder_.path("inner"), opened(folder_.path("out/examples.age"), folder_.path("union.age")));
  const std::string csv = opened(folder_.path("inner"), folder_.path("employer.age"));
  const auto frictions = nlohmann::json::parse(ran.out)["frictions"];
  ASSERT_GE(frictions.size(), 3U);
  EXPECT_EQ(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')), 1 + 8 * frictions.size());
  EXPECT_NE(csv.find("\r\nFaktura,no result,,,c"), std::string::npos) << csv;
  // The calls are those of the log: of so many agents as there are examples, and with the kind of the row.
  const std::string calls = read_all(folder_.path("calls.csv"));
  std::map<std::string, std::set<std::string>> agents;
  std::istringstream lines(csv.substr(csv.find('\n') + 1));
  for (std::string line; std::getline(lines, line);) {
    const std::string kind = line.substr(0, line.find(','));
    const std::string id = line.substr(line.rfind(',') + 1, line.size() - line.rfind(',') - 2);
    const std::size_t at = calls.find("\n" + id + ",");
    ASSERT_NE(at, std::string::npos) << id;
    const std::string row = calls.substr(at + 1, calls.find('\n', at + 1) - at - 1);
    EXPECT_NE(row.find("," + kind + ","), std::string::npos) << row << " for " << line;
    for (const auto& file : std::filesystem::directory_iterator(folder_.path("out")))
      EXPECT_FALSE(has_word(read_all(file.path().string()), id)) << id << " in " << file.path();
    agents[line.substr(0, line.rfind(','))].insert(row.substr(id.size() + 1, row.find(',', id.size() + 1)));
  }
  for (const auto& [friction, whose] : agents) EXPECT_EQ(whose.size(), 8U) << friction;
}

TEST_F(ReportTest, ADraftGivesNoFigures) {
  std::string terms = first_terms();
  write_all(folder_.path("terms.toml"), terms);
  const Ran refused = without_pins({"--out", folder_.path("out")});
  EXPECT_EQ(refused.code, 1);
  EXPECT_NE(refused.err.find("Give --pin EMPLOYER.pub --pin UNION.pub"), std::string::npos) << refused.err;
  EXPECT_EQ(report("out").code, 1) << "which nobody has signed";
  EXPECT_FALSE(exists(folder_.path("out")));
  const Ran checked = without_pins({"--check"});
  EXPECT_EQ(checked.code, 0) << checked.err;
  EXPECT_NE(checked.err.find("000 calls of 12 kinds"), std::string::npos) << checked.err;
  EXPECT_EQ(checked.out, "");
  terms.replace(terms.find("2026-12-01"), 10, "2026-12-07T08:02:00Z");
  write_all(folder_.path("terms.toml"), terms);
  EXPECT_EQ(without_pins({"--check"}).err, checked.err) << "and its dates select nothing";
  EXPECT_EQ(without_pins({}).code, 2);
}

TEST_F(ReportTest, ThePeriodIsWholeWeeks) {
  std::string terms = first_terms();
  terms.replace(terms.find("2026-12-01"), 10, "2026-12-09");
  agree(terms);
  const Ran ran = report("out");
  ASSERT_EQ(ran.code, 0) << ran.err;
  // What is left of the week of 9 December is not whole, and the first that counts begins on the 14th.
  EXPECT_NE(ran.err.find("500 × not within the agreement's whole weeks"), std::string::npos) << ran.err;
  EXPECT_NE(read_all(folder_.path("out/report.html")).find("2026-12-14 – 2027-11-28"), std::string::npos);
  terms = first_terms();
  terms.replace(terms.find("2027-12-01"), 10, "2026-12-12");
  agree(terms);
  const Ran none = report("none");
  EXPECT_EQ(none.code, 1);
  EXPECT_NE(none.err.find("has no whole week"), std::string::npos) << none.err;
}

TEST_F(ReportTest, ASecondReportThatDiffersByACallIsRefused) {
  ASSERT_EQ(report("one").code, 0);
  int rows = 0;
  thin_out([&](const std::string&) { return ++rows == 100; });
  const Ran ran = report("two");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("its calls and those of report 1 differ"), std::string::npos) << ran.err;
  EXPECT_FALSE(exists(folder_.path("two")));
  // Nor does it help to agree on other dates.
  std::string terms = first_terms();
  terms.replace(terms.find("2026-12-01"), 10, "2026-12-02");
  agree(terms);
  EXPECT_EQ(report("two").code, 1);
}

TEST_F(ReportTest, ACallThatIsWrittenOtherwiseIsRefused) {
  ASSERT_EQ(report("one").code, 0);
  std::string calls = read_all(folder_.path("calls.csv"));
  calls.replace(calls.find(",solved,"), 8, ",unsolved,");
  write_all(folder_.path("calls.csv"), calls);
  const Ran ran = report("two");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("report 1"), std::string::npos) << ran.err;
}

TEST_F(ReportTest, MoreWeeksAndTheSameAgainAreOtherNumbersInOneChain) {
  const std::string all = read_all(folder_.path("calls.csv"));
  thin_out([](const std::string& line) { return line.find(",2027-01-") != std::string::npos; });
  ASSERT_EQ(report("one").code, 0);
  write_all(folder_.path("calls.csv"), all);
  const Ran two = report("two", {"--json"});
  ASSERT_EQ(two.code, 0) << two.err;
  const Ran three = report("three", {"--language", "en"});
  ASSERT_EQ(three.code, 0) << three.err;
  EXPECT_NE(read_all(folder_.path("three/report.html")).find("Report 3 in the register"), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(two.out)["number"], 2);
  std::string before = "none";
  for (const char* out : {"one", "two", "three"}) {
    const std::string note = read_all(folder_.path(std::string(out) + "/register.note"));
    EXPECT_NE(note.find("\nbefore: " + before + "\n"), std::string::npos) << note;
    before = to_hex(sha256(view_of(note)));
  }
}

TEST_F(ReportTest, ARegisterThatWasChangedMakesNoReport) {
  ASSERT_EQ(report("one").code, 0);
  const std::string note = folder_.path("state/insyn/reports/000001.note");
  EXPECT_EQ(mode_of(note), 0600U);
  std::filesystem::remove(note);
  const Ran ran = report("two");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("the register of reports was changed, so no report is made"), std::string::npos)
      << ran.err;
  EXPECT_FALSE(exists(folder_.path("two")));
}

TEST_F(ReportTest, SpeaksEnglishAndJson) {
  const Ran ran = report("out", {"--language", "en", "--json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto json = nlohmann::json::parse(ran.out);
  EXPECT_EQ(json["agreement"], "prov");
  EXPECT_EQ(json["number"], 1);
  EXPECT_EQ(json["register"].get<std::string>().find("insyn-reports+"), 0U);
  EXPECT_EQ(json["min_group"], 10);
  EXPECT_GT(json["kinds"].size(), 5U);
  EXPECT_GT(json["frictions"].size(), 0U);
  EXPECT_NE(read_all(folder_.path("out/report.html")).find("<html lang=\"en\">"), std::string::npos);
}

TEST_F(ReportTest, TheAgreementSaysHowLargeGroupsAre) {
  const auto floor = [&](const std::string& out, int group) {
    std::filesystem::remove_all(folder_.path("state"));
    agree(first_terms() + fmt::format("[insight]\nmin_group = {}\n", group));
    return nlohmann::json::parse(report(out, {"--json"}).out)["min_group"].get<int>();
  };
  EXPECT_EQ(floor("a", 5), 5);
  EXPECT_EQ(floor("b", 20), 20);
}

TEST_F(ReportTest, NothingIsOverwrittenAndBadFilesAreNamed) {
  ASSERT_EQ(report("out").code, 0);
  const Ran again = report("out");
  EXPECT_EQ(again.code, 1);
  EXPECT_NE(again.err.find("exists already"), std::string::npos);
  write_all(folder_.path("events.csv"), "what,is,this\n");
  const Ran bad = report("other");
  EXPECT_EQ(bad.code, 1);
  EXPECT_NE(bad.err.find("events.csv: line 1"), std::string::npos);
  EXPECT_FALSE(exists(folder_.path("other")));
}

TEST_F(ReportTest, BadRowsAreCountedAndNamed) {
  write_all(folder_.path("events.csv"),
            "call,time,event,object\nc1,now,screen,Start\nnone,2026-12-07T08:00:00Z,back,\n");
  const Ran ran = report("out");
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.err.find("2 rows were left out"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("1 × time: no time like"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("(“now”, " + folder_.path("events.csv:2")), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("1 × an event of a call"), std::string::npos) << ran.err;
}

TEST_F(ReportTest, HowFilesAreUnderstoodIsSaidFirst) {
  const Ran ran = report("out");
  EXPECT_NE(ran.err.find("calls.csv: calls as CSV, parted by “,”: call, agent, kind, start, end"),
            std::string::npos)
      << ran.err;
  EXPECT_NE(ran.err.find("000 calls of 12 kinds (Abonnemang, "), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("Faktura"), std::string::npos) << ran.err;
}

TEST_F(ReportTest, TimesAreReadByTheZoneThatIsNamed) {
  write_all(folder_.path("calls.csv"),
            "Samtal;agent;kind;start;end\n1;a;K;2026-12-07 09:00:00;2026-12-07 09:05:00\n"
            "2;a;K;2027-10-31 02:30:00;2027-10-31 03:05:00\n3;a;K;2027-03-28 02:30:00;2027-03-28 03:05:00\n");
  write_all(folder_.path("events.csv"), "call,time,event,object\n1,2026-12-07T08:00:05Z,screen,Start\n");
  const Ran none = report("out", {"--columns", "call=samtal"});
  EXPECT_EQ(none.code, 1);
  EXPECT_NE(none.err.find("--zone Europe/Stockholm"), std::string::npos) << none.err;
  const Ran ran = report("out", {"--columns", "call=samtal", "--zone", "Europe/Stockholm"});
  EXPECT_NE(ran.err.find("read: 1 call of 1 kind (K), with 1 event; "), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("by the clocks of Europe/Stockholm"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("1 × start: a time that the zone's clocks show twice"), std::string::npos)
      << ran.err;
  EXPECT_NE(ran.err.find("1 × start: a time that the zone's clocks do not show"), std::string::npos)
      << ran.err;
  EXPECT_EQ(report("two", {"--zone", "Europe/Nowhere"}).code, 1);
  EXPECT_EQ(report("two", {"--columns", "call"}).code, 1);
}

TEST_F(ReportTest, WithoutACallThereIsNoReport) {
  write_all(folder_.path("calls.csv"), "call,agent,kind,start,end\n1,a,K,now,then\n");
  const Ran ran = report("out");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("no call is left"), std::string::npos) << ran.err;
  EXPECT_FALSE(exists(folder_.path("out")));
}

TEST_F(ReportTest, ALogOutsideTheAgreementsPeriodSaysNothing) {
  std::string terms = first_terms();
  terms.replace(terms.find("2026-12-01"), 10, "2027-11-01");
  agree(terms);
  const Ran ran = report("out");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("no call is left"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("not within the agreement's whole weeks"), std::string::npos);
}

TEST(ReportArguments, SurviveTheWayToTheOtherProgram) {
  ReportOptions options;
  options.events = {"--odd", "a b"};
  options.agreement = "=";
  options.out = "-";
  options.check = true;
  options.pins = {"a", "b"};
  options.json = true;
  options.zone = "Europe/Stockholm";
  options.columns = {"call=a b", "-x=,"};
  options.language = words::Language::kEnglish;
  EXPECT_EQ(std::get<ReportOptions>(parse_report_arguments(arguments_of(options))), options);
}

}  // namespace
}  // namespace insyn::cli
