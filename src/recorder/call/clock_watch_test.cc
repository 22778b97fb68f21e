#include "recorder/call/clock_watch.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "recorder/call/testing_clock.h"

namespace insyn::recorder {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

class ClockWatchTest : public testing::Test {
 protected:
  ClockWatchTest() { std::filesystem::create_directory(spool_); }
  ~ClockWatchTest() override { std::filesystem::remove_all(spool_); }

  Path spool_ = std::filesystem::temp_directory_path() / ("insyn-clock-" + to_hex(random_bytes(8)));
  TestingClock clock_;
};

TEST_F(ClockWatchTest, AClockThatGoesOnIsTrusted) {
  ClockWatch watch(spool_, clock_);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(watch.problem(), "");
    clock_.pass(seconds(30));
  }
  clock_.set(clock_.utc() + hours(5));
  EXPECT_EQ(watch.problem(), "");
}

TEST_F(ClockWatchTest, OneThatIsSetBackIsNoticedUntilItIsRightAgain) {
  ClockWatch watch(spool_, clock_);
  EXPECT_EQ(watch.problem(), "");
  clock_.pass(hours(1));
  clock_.set(clock_.utc() - seconds(30));
  EXPECT_NE(watch.problem().find("set back"), std::string::npos);
  clock_.pass(seconds(40));
  EXPECT_NE(watch.problem(), "") << "the time that has passed meanwhile is no excuse";
  clock_.set(clock_.utc() + seconds(30));
  EXPECT_EQ(watch.problem(), "");
}

TEST_F(ClockWatchTest, TheEdgeOfWhatATimeServerMayTakeBack) {
  ClockWatch watch(spool_, clock_);
  EXPECT_EQ(watch.problem(), "");
  clock_.set(clock_.utc() - ClockWatch::kTolerance);
  EXPECT_EQ(watch.problem(), "");
  clock_.set(clock_.utc() - milliseconds(1));
  EXPECT_NE(watch.problem(), "") << "bit by bit is no way around it";
}

TEST_F(ClockWatchTest, OneThatWasSetBackWhileNoRecorderRanIsNoticed) {
  EXPECT_EQ(ClockWatch(spool_, clock_).problem(), "");
  clock_.set(clock_.utc() - hours(24));
  EXPECT_NE(ClockWatch(spool_, clock_).problem(), "");
  clock_.set(clock_.utc() + hours(25));
  EXPECT_EQ(ClockWatch(spool_, clock_).problem(), "");
}

TEST_F(ClockWatchTest, AMarkThatCannotBeReadIsNoReasonToTrustTheClock) {
  std::ofstream(spool_ / "newest-time") << "yesterday";
  EXPECT_NE(ClockWatch(spool_, clock_).problem(), "");
}

}  // namespace
}  // namespace insyn::recorder
