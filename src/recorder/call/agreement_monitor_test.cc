#include "recorder/call/agreement_monitor.h"

#include <gtest/gtest.h>

#include "recorder/call/testing_clock.h"

namespace insyn::recorder {
namespace {

using recording::EndReason;

class AgreementMonitorTest : public testing::Test {
 protected:
  AgreementMonitorTest() {
    std::filesystem::create_directory(folder_);
    write(note_);
  }
  ~AgreementMonitorTest() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& text) const {
    EXPECT_TRUE(write_file(file_, view_of(text), Access::kEveryoneReads, IfExists::kReplace));
  }

  const std::string note_ = "the terms, and two signatures\n";
  Path folder_ = std::filesystem::temp_directory_path() / ("insyn-monitor-" + to_hex(random_bytes(8)));
  Path file_ = folder_ / "agreement.note";
  TestingClock clock_;
  AgreementMonitor monitor_{{file_, sha256(view_of(note_))}, folder_, clock_};
};

TEST_F(AgreementMonitorTest, FindsNoProblemWhileTheFileSaysTheSame) {
  EXPECT_FALSE(monitor_.problem());
  write(note_);
  EXPECT_FALSE(monitor_.problem());
  EXPECT_FALSE(monitor_.agreement_replaced());
}

TEST_F(AgreementMonitorTest, AReplacedAgreementStaysReplacedThoughItsFileComesBack) {
  EXPECT_FALSE(monitor_.problem());
  write("other terms, and two signatures\n");
  EXPECT_EQ(monitor_.problem()->reason, EndReason::kAgreementEnded);
  write(note_);
  EXPECT_TRUE(monitor_.problem());
  EXPECT_TRUE(monitor_.agreement_replaced());
}

TEST_F(AgreementMonitorTest, AMissingFileIsAProblem) {
  std::filesystem::remove(file_);
  EXPECT_TRUE(monitor_.problem());
}

TEST_F(AgreementMonitorTest, AClockThatIsSetBackIsAProblemButReplacesNothing) {
  EXPECT_FALSE(monitor_.problem());
  clock_.set(clock_.utc() - std::chrono::hours(1));
  EXPECT_EQ(monitor_.problem()->reason, EndReason::kClockSetBack);
  EXPECT_FALSE(monitor_.agreement_replaced());
}

}  // namespace
}  // namespace insyn::recorder
