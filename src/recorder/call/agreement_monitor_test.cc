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
    write(file_, note_);
    write(pin_, key_);
  }
  ~AgreementMonitorTest() override { std::filesystem::remove_all(folder_); }
  static void write(const Path& file, const std::string& text) {
    EXPECT_TRUE(write_file(file, view_of(text), Access::kEveryoneReads, IfExists::kReplace));
  }

  const std::string note_ = "the terms, and two signatures\n", key_ = "the union's key\n";
  Path folder_ = std::filesystem::temp_directory_path() / ("insyn-monitor-" + to_hex(random_bytes(8)));
  Path file_ = folder_ / "agreement.note", pin_ = folder_ / "union.pub";
  TestingClock clock_;
  AgreementMonitor monitor_{
      {{file_, sha256(view_of(note_)), {}}, {pin_, sha256(view_of(key_)), {}}}, folder_, clock_};
};

TEST_F(AgreementMonitorTest, FindsNoProblemWhileTheFileSaysTheSame) {
  EXPECT_FALSE(monitor_.problem());
  write(file_, note_);
  EXPECT_FALSE(monitor_.problem());
  EXPECT_FALSE(monitor_.enrolment_changed());
}

TEST_F(AgreementMonitorTest, AReplacedAgreementStaysReplacedThoughItsFileComesBack) {
  EXPECT_FALSE(monitor_.problem());
  write(file_, "other terms, and two signatures\n");
  EXPECT_EQ(monitor_.problem()->reason, EndReason::kAgreementEnded);
  write(file_, note_);
  EXPECT_TRUE(monitor_.problem());
  EXPECT_TRUE(monitor_.enrolment_changed());
}

TEST_F(AgreementMonitorTest, AnExchangedPinIsAProblemAndSaysWhichAndStaysOne) {
  EXPECT_FALSE(monitor_.problem());
  write(pin_, "another key\n");
  EXPECT_EQ(monitor_.problem()->why, reason::Reason(reason::EnrolmentChanged{pin_.string()}));
  write(pin_, key_);
  EXPECT_EQ(monitor_.problem()->reason, EndReason::kAgreementEnded);
  EXPECT_TRUE(monitor_.enrolment_changed());
}

TEST_F(AgreementMonitorTest, ARemovedPinIsAProblem) {
  std::filesystem::remove(pin_);
  EXPECT_TRUE(monitor_.problem());
}

TEST_F(AgreementMonitorTest, AMissingFileIsAProblem) {
  std::filesystem::remove(file_);
  EXPECT_TRUE(monitor_.problem());
}

TEST_F(AgreementMonitorTest, AClockThatIsSetBackIsAProblemButReplacesNothing) {
  EXPECT_FALSE(monitor_.problem());
  clock_.set(clock_.utc() - std::chrono::hours(1));
  EXPECT_EQ(monitor_.problem()->reason, EndReason::kClockSetBack);
  EXPECT_FALSE(monitor_.enrolment_changed());
}

}  // namespace
}  // namespace insyn::recorder
