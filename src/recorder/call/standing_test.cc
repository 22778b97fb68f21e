#include "recorder/call/standing.h"

#include <gtest/gtest.h>

#include "recorder/call/testing_clock.h"

namespace insyn::recorder {
namespace {

using recording::EndReason;

class StandingTest : public testing::Test {
 protected:
  StandingTest() {
    std::filesystem::create_directory(folder_);
    write(note_);
  }
  ~StandingTest() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& text) const {
    EXPECT_TRUE(write_file(file_, view_of(text), Access::kEveryoneReads, IfExists::kReplace));
  }

  const std::string note_ = "the terms, and two signatures\n";
  Path folder_ = std::filesystem::temp_directory_path() / ("insyn-standing-" + to_hex(random_bytes(8)));
  Path file_ = folder_ / "agreement.note";
  TestingClock clock_;
  Standing standing_{{file_, sha256(view_of(note_))}, folder_, clock_};
};

TEST_F(StandingTest, StandsAsLongAsItSaysTheSame) {
  EXPECT_FALSE(standing_.objection());
  write(note_);
  EXPECT_FALSE(standing_.objection());
  EXPECT_FALSE(standing_.agreement_gone());
}

TEST_F(StandingTest, OneThatIsReplacedOrTakenAwayDoesNotComeBack) {
  EXPECT_FALSE(standing_.objection());
  write("other terms, and two signatures\n");
  EXPECT_EQ(standing_.objection()->reason, EndReason::kAgreementEnded);
  write(note_);
  EXPECT_TRUE(standing_.objection());
  EXPECT_TRUE(standing_.agreement_gone());
}

TEST_F(StandingTest, OneThatIsTakenAwayDoesNotStand) {
  std::filesystem::remove(file_);
  EXPECT_TRUE(standing_.objection());
}

TEST_F(StandingTest, AClockThatIsSetBackIsNoReasonToEndTheService) {
  EXPECT_FALSE(standing_.objection());
  clock_.set(clock_.utc() - std::chrono::hours(1));
  EXPECT_EQ(standing_.objection()->reason, EndReason::kClockSetBack);
  EXPECT_FALSE(standing_.agreement_gone());
}

}  // namespace
}  // namespace insyn::recorder
