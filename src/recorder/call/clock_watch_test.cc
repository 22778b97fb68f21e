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
    EXPECT_EQ(watch.problem(), std::nullopt);
    clock_.pass(seconds(30));
  }
  clock_.set(clock_.utc() + hours(5));
  EXPECT_EQ(watch.problem(), std::nullopt);
}

TEST_F(ClockWatchTest, OneThatIsSetBackIsNoticedUntilItIsRightAgain) {
  ClockWatch watch(spool_, clock_);
  EXPECT_EQ(watch.problem(), std::nullopt);
  clock_.pass(hours(1));
  clock_.set(clock_.utc() - seconds(30));
  EXPECT_EQ(watch.problem(), (reason::ClockSetBack{clock_.utc(), clock_.utc() + seconds(30),
                                                   (spool_ / "newest-time").string()}));
  clock_.pass(seconds(40));
  EXPECT_NE(watch.problem(), std::nullopt) << "the time that has passed meanwhile is no excuse";
  clock_.set(clock_.utc() + seconds(30));
  EXPECT_EQ(watch.problem(), std::nullopt);
}

TEST_F(ClockWatchTest, TheEdgeOfWhatATimeServerMayTakeBack) {
  ClockWatch watch(spool_, clock_);
  EXPECT_EQ(watch.problem(), std::nullopt);
  clock_.set(clock_.utc() - ClockWatch::kTolerance);
  EXPECT_EQ(watch.problem(), std::nullopt);
  clock_.set(clock_.utc() - milliseconds(1));
  EXPECT_NE(watch.problem(), std::nullopt) << "bit by bit is no way around it";
}

TEST_F(ClockWatchTest, OneThatWasSetBackWhileNoRecorderRanIsNoticed) {
  EXPECT_EQ(ClockWatch(spool_, clock_).problem(), std::nullopt);
  clock_.set(clock_.utc() - hours(24));
  EXPECT_NE(ClockWatch(spool_, clock_).problem(), std::nullopt);
  clock_.set(clock_.utc() + hours(25));
  EXPECT_EQ(ClockWatch(spool_, clock_).problem(), std::nullopt);
}

TEST_F(ClockWatchTest, AMarkThatCannotBeReadIsNoReasonToTrustTheClock) {
  std::ofstream(spool_ / "newest-time") << "yesterday";
  const std::optional<reason::Reason> problem = ClockWatch(spool_, clock_).problem();
  ASSERT_TRUE(problem);
  EXPECT_NE(problem->as<reason::ClockMarkUnreadable>(), nullptr) << code_of(*problem);
}

}  // namespace
}  // namespace insyn::recorder
