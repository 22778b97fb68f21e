// An agreement that ends in the middle of a recording ends it, by itself and at once.
#include <gtest/gtest.h>

#include "support/desk.h"

namespace insyn {
namespace {

using support::Desk;

// A recording under an agreement that ends four seconds from now, while the window changes all the time.
class EndsMeanwhile : public testing::Test {
 protected:
  EndsMeanwhile() {
    desk_.open_support_window();
    support::TestTerms terms = desk_.terms();
    terms.not_after = end_ = SystemClock().utc() + std::chrono::seconds(4);
    recorder_ = desk_.record_under(terms);
  }

  void work_until_it_ends() {
    recorder_->recording();
    for (int seed = 2; !recorder_->program().ended(); ++seed) {
      desk_.support.ask("pattern main " + std::to_string(seed));
    }
    ended_ = SystemClock().utc();
  }

  Desk desk_;
  Utc end_, ended_;
  std::unique_ptr<support::Recorder> recorder_;
};

TEST_F(EndsMeanwhile, StopsWithinASecondAndClosesCleanly) {
  work_until_it_ends();
  EXPECT_GE(ended_, end_);
  EXPECT_LT(ended_ - end_, std::chrono::seconds(1));
  EXPECT_EQ(recorder_->program().wait(), 0);
  // Either the limit that was set at the beginning or the check before a picture ends it; the first one gives
  // the reason.
  const std::string said = recorder_->program().err();
  EXPECT_TRUE(said.find("the agreement allows recording until") != std::string::npos ||
              said.find("the agreement ended at") != std::string::npos)
      << said;
  const auto recording = recording::Recording::read(recorder_->recording()).value();
  ASSERT_TRUE(recording.closing);
  EXPECT_EQ(desk_.parties.end_of(recorder_->recording()).reason, recording::EndReason::kAgreementEnded);
  EXPECT_TRUE(support::watch(recorder_->recording(), desk_.parties).verification.intact());
}

TEST_F(EndsMeanwhile, KeepsNothingFromAfterItsEnd) {
  work_until_it_ends();
  const auto recording = recording::Recording::read(recorder_->recording()).value();
  ASSERT_TRUE(recording.closing);
  const support::Shown shown = support::watch(recorder_->recording(), desk_.parties);
  EXPECT_GT(shown.moments, 10U);
  EXPECT_LE(recording.began() + shown.last_moment, end_);
}

TEST(Agreement, ACallEndsAfterTheAgreedMinutes) {
  Desk desk;
  desk.open_support_window();
  const auto recorder = desk.record({"--for", "1"});
  EXPECT_EQ(recorder->program().wait(), 0);
  const auto recording = recording::Recording::read(recorder->recording()).value();
  ASSERT_TRUE(recording.closing);
  EXPECT_EQ(desk.parties.end_of(recorder->recording()).reason, recording::EndReason::kTimeIsUp);
  EXPECT_LE(desk.parties.end_of(recorder->recording()).duration, track::TrackTime(1000));
}

}  // namespace
}  // namespace insyn
