#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "cli/arguments/arguments.h"
#include "insight/sim/write_centre.h"
#include "program.h"
#include "sample.h"

namespace insyn::cli {
namespace {

constexpr const char* kTerms = R"(insyn = 1
id = "prov"
employer = "Kundcenter <Nord>"
union = "Klubben"
purpose = "prov"
not_before = 2026-12-01
not_after = 2027-12-01
[[application]]
name = "Kundstöd"
kind = "native"
exe = "/opt/kundstod"
[recording]
level = "metrics"
)";

class ReportTest : public ::testing::Test {
 protected:
  ReportTest() {
    insight::sim::Centre centre;
    centre.calls = 4'000;
    centre.faults = insight::sim::Centre::usual_faults();
    EXPECT_TRUE(insight::sim::write_centre(centre, folder_.path("")));
    write_all(folder_.path("terms.toml"), kTerms);
  }

  Ran report(const std::string& out, std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {
        "report",         folder_.path("calls.csv"),  folder_.path("events.csv"),
        "--agreement",    folder_.path("terms.toml"), "--out",
        folder_.path(out)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
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
  EXPECT_EQ(files, 14);
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
  const Sample sample(folder_);
  for (const char* who : {"employer.sign", "union.sign"})
    ASSERT_EQ(run({"agreement", "sign", folder_.path("terms.toml"), "--key", sample.file(who)}).code, 0);
  const Ran ran =
      report("out", {"--pin", sample.file("employer.pub"), "--pin", sample.file("union.pub"), "--json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.err.find("examples.age names example calls"), std::string::npos) << ran.err;
  EXPECT_NE(
      run({"--decrypt", "-i", sample.file("employer.age"), folder_.path("out/examples.age")}, "/usr/bin/age")
          .code,
      0);
  write_all(folder_.path("inner"), opened(folder_.path("out/examples.age"), sample.file("union.age")));
  const std::string csv = opened(folder_.path("inner"), sample.file("employer.age"));
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

// Those who would be asked for their keys are shown by the signatures only.
TEST_F(ReportTest, NoCallIsNamedWhereNobodyIsShownToHaveSigned) {
  ASSERT_EQ(report("out").code, 0);
  EXPECT_FALSE(exists(folder_.path("out/examples.age")));
  EXPECT_EQ(read_all(folder_.path("out/report.html")).find("examples.age"), std::string::npos);
}

TEST_F(ReportTest, SpeaksEnglishAndJson) {
  const Ran ran = report("out", {"--language", "en", "--json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto json = nlohmann::json::parse(ran.out);
  EXPECT_EQ(json["agreement"], "prov");
  EXPECT_EQ(json["signatures_checked"], false);
  EXPECT_EQ(json["min_group"], 10);
  EXPECT_GT(json["kinds"].size(), 5U);
  EXPECT_GT(json["frictions"].size(), 0U);
  EXPECT_NE(read_all(folder_.path("out/report.html")).find("<html lang=\"en\">"), std::string::npos);
}

// Terms that nobody is shown to have signed cannot lower the floor.
TEST_F(ReportTest, UnsignedTermsMayAskForMoreProtectionButNotForLess) {
  const auto floor = [&](const std::string& out, int group) {
    write_all(folder_.path("terms.toml"), kTerms + fmt::format("[insight]\nmin_group = {}\n", group));
    return nlohmann::json::parse(report(out, {"--json"}).out)["min_group"].get<int>();
  };
  EXPECT_EQ(floor("a", 5), 10);
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
  std::string terms = kTerms;
  terms.replace(terms.find("2026-12-01"), 10, "2027-11-01");
  write_all(folder_.path("terms.toml"), terms);
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
  options.pins = {"a", "b"};
  options.json = true;
  options.zone = "Europe/Stockholm";
  options.columns = {"call=a b", "-x=,"};
  options.language = words::Language::kEnglish;
  EXPECT_EQ(std::get<ReportOptions>(parse_report_arguments(arguments_of(options))), options);
}

}  // namespace
}  // namespace insyn::cli
