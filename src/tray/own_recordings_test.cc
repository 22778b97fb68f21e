#include "tray/own_recordings.h"

#include <gtest/gtest.h>

#include "recording/store/discard.h"
#include "recording/testing.h"

namespace insyn::tray {
namespace {

class OwnRecordings : public testing::Test {
 protected:
  std::string agent() const { return workstation_.opening().agent; }
  OwnRecording only() const {
    const auto own = own_recordings(workstation_.spool, agent(), words::Language::kEnglish);
    EXPECT_EQ(own.size(), 1U);
    return own.at(0);
  }
  void discard() const {
    const recording::DiscardRight right{agent(), std::chrono::hours(72)};
    ASSERT_TRUE(recording::discard(workstation_.spool, workstation_.opening().id, right,
                                   workstation_.device.verifier(), workstation_.opening().start));
  }
  void record_without_pictures() const {
    recording::Opening opening = workstation_.opening();
    opening.level = agreement::Level::kMetrics;
    opening.recipient = "";
    auto writer =
        recording::RecordingWriter::begin(workstation_.spool, opening, {}, workstation_.device).value();
    (void)writer.append(workstation_.events("call,time,event,object\n")).value();
    ASSERT_TRUE(recording::Workstation::close(writer));
  }

  recording::Workstation workstation_;
};

TEST_F(OwnRecordings, AreTheAgentsAndNobodyElses) {
  workstation_.record(1, true);
  EXPECT_EQ(only().applications, "Kundstöd, Wiki");
  EXPECT_TRUE(own_recordings(workstation_.spool, "age1another", words::Language::kEnglish).empty());
  EXPECT_TRUE(own_recordings(workstation_.spool, "", words::Language::kEnglish).empty());
}

TEST_F(OwnRecordings, WithPicturesAreDiscardedOnceTheirKeyIsGone) {
  workstation_.record(1, true);
  EXPECT_TRUE(only().has_pictures);
  EXPECT_FALSE(only().discarded);
  discard();
  EXPECT_TRUE(only().discarded);
}

TEST_F(OwnRecordings, WithoutPicturesAreDiscardedOnceTheirEventsAreGone) {
  record_without_pictures();
  EXPECT_FALSE(only().has_pictures);
  EXPECT_FALSE(only().discarded);
  discard();
  EXPECT_TRUE(only().discarded);
}

}  // namespace
}  // namespace insyn::tray
