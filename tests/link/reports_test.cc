// What a link tells the centre of itself, and how often.
#include "link/upload/reports.h"

#include <gtest/gtest.h>

#include "link/link_desk.h"

namespace insyn::link_test {
namespace {

using link::Obstacle;
using link::Reports;
using std::chrono::minutes;

class ReportsTest : public ::testing::Test {
 protected:
  ReportsTest() : link_(desk_.start()), reports_(link_->centre, desk_.clock) {}

  std::vector<std::string> after(std::chrono::milliseconds time) {
    desk_.clock.move(time);
    reports_.turn(standing_);
    return desk_.centre.reports();
  }

  LinkDesk desk_;
  const std::unique_ptr<LinkDesk::Link> link_;
  link::Standing standing_;
  Reports reports_;
};

TEST_F(ReportsTest, NamesCodesAndNoRecording) {
  standing_.waiting = 3;
  standing_.trouble = link::Trouble{Obstacle::kClock, "a detail of this computer", {}, {}};
  standing_.stuck = {{std::string(32, 'a'), {Obstacle::kForked, "x", {}, {}}},
                     {std::string(32, 'b'), {Obstacle::kForked, "x", {}, {}}}};
  standing_.calls = {{"pbx", "nothing"}, {"other", "source"}};
  standing_.refused = {"something in English"};
  const link::Report report = report_of(standing_);
  EXPECT_EQ(report.faults, (std::vector<std::string>{"calls", "clock", "feed", "forked"}));
  EXPECT_EQ(text_of(report), R"({"version":")" + report.version +
                                 R"(","waiting":3,"faults":["calls","clock","feed","forked"]})");
}

// How many wait changes when somebody's call ends: that is told at the hour and not at once.
TEST_F(ReportsTest, AreSentAtTheirHourAndWhenThereIsAnotherFault) {
  EXPECT_EQ(after(minutes(0)).size(), 1U);
  standing_.waiting = 1;
  EXPECT_EQ(after(minutes(59)).size(), 1U);
  EXPECT_EQ(after(minutes(1)).size(), 2U);
  EXPECT_NE(desk_.centre.reports().back().find("\"waiting\":1"), std::string::npos);
  standing_.trouble = link::Trouble{Obstacle::kNoRoom, "x", {}, {}};
  EXPECT_EQ(after(std::chrono::seconds(59)).size(), 2U);
  EXPECT_EQ(after(std::chrono::seconds(1)).size(), 3U);
  EXPECT_EQ(after(minutes(5)).size(), 3U);
  standing_.trouble.reset();
  EXPECT_EQ(after(minutes(1)).size(), 4U);
  EXPECT_LE(reports_.next(), desk_.clock.mono() + Reports::kEvery);
  EXPECT_GT(reports_.next(), desk_.clock.mono() + Reports::kEvery - minutes(1));
}

TEST_F(ReportsTest, WaitWhereTheServerTakesNone) {
  desk_.centre.refuse_with(server::http::problem(503, "busy"));
  EXPECT_EQ(after(minutes(0)).size(), 0U);
  standing_.trouble = link::Trouble{Obstacle::kNoRoom, "x", {}, {}};
  const int asked = desk_.centre.requests();
  EXPECT_EQ(after(minutes(9)).size(), 0U);
  EXPECT_EQ(desk_.centre.requests(), asked);
  desk_.centre.refuse_with(std::nullopt);
  EXPECT_EQ(after(minutes(1)).size(), 1U);
}

}  // namespace
}  // namespace insyn::link_test
