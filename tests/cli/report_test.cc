#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/arguments.h"
#include "insight/sim/write_centre.h"
#include "program.h"

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
  EXPECT_NE(again.err.find("is there already"), std::string::npos);
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
  EXPECT_NE(ran.err.find("events.csv:2: no time"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("events.csv:3: an event of a call"), std::string::npos) << ran.err;
}

TEST_F(ReportTest, ALogOutsideTheAgreementsPeriodSaysNothing) {
  std::string terms = kTerms;
  terms.replace(terms.find("2026-12-01"), 10, "2027-11-01");
  write_all(folder_.path("terms.toml"), terms);
  const Ran ran = report("out");
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.err.find("the report says nothing"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("not within the agreement's period"), std::string::npos);
}

TEST(ReportArguments, SurviveTheWayToTheOtherProgram) {
  ReportOptions options;
  options.events = {"--odd", "a b"};
  options.agreement = "=";
  options.out = "-";
  options.pins = {"a", "b"};
  options.json = true;
  options.language = agreement::Language::kEnglish;
  EXPECT_EQ(std::get<ReportOptions>(parse_report_arguments(arguments_of(options))), options);
}

}  // namespace
}  // namespace insyn::cli
