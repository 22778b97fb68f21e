#include "tray/own_recordings.h"

#include <gtest/gtest.h>

#include "link/outbox/outbox.h"
#include "os/file.h"
#include "recording/store/discard.h"
#include "recording/testing.h"

namespace insyn::tray {
namespace {

class OwnRecordings : public testing::Test {
 protected:
  std::string agent() const { return workstation_.about().agent; }
  OwnRecording only() const {
    const auto own = own_recordings(workstation_.spool, outbox_, agent(), words::Language::kEnglish);
    EXPECT_EQ(own.size(), 1U);
    return own.at(0);
  }
  void discard() const {
    const recording::DiscardRight right{agent(), std::chrono::hours(72), {}};
    ASSERT_TRUE(recording::discard(workstation_.spool, workstation_.opening().id, right,
                                   workstation_.certifier.device(), workstation_.about().begin));
  }
  void record_without_pictures() const {
    auto writer = workstation_.begin(recording::without_pictures(workstation_.beginning())).value();
    (void)writer.append(workstation_.events("call,time,event,object\n")).value();
    ASSERT_TRUE(recording::Workstation::close(writer));
  }

  recording::Workstation workstation_;
  const Path outbox_ = link::outbox_of(workstation_.spool / "link");
};

TEST_F(OwnRecordings, AreTheAgentsAndNobodyElses) {
  workstation_.record(1, true);
  EXPECT_EQ(only().applications, "Kundstöd, Wiki");
  EXPECT_TRUE(own_recordings(workstation_.spool, outbox_, "age1another", words::Language::kEnglish).empty());
  EXPECT_TRUE(own_recordings(workstation_.spool, outbox_, "", words::Language::kEnglish).empty());
}

// How long it was, and what was withheld, is sealed: with the agent's key it is told.
TEST_F(OwnRecordings, TellHowTheyEndedWithTheKeyOnly) {
  workstation_.record(1, true);
  EXPECT_EQ(only().length, "");
  EXPECT_EQ(only().withheld, "");
  const auto told = own_recordings(workstation_.spool, outbox_, agent(), words::Language::kEnglish,
                                   {&workstation_.calls_key, 1});
  EXPECT_EQ(told.at(0).length, "5 s");
  EXPECT_NE(told.at(0).withheld.find("3× "), std::string::npos) << told.at(0).withheld;
}

TEST_F(OwnRecordings, ADiscardIsUnconfirmedAsLongAsTheLinkHasIt) {
  workstation_.record(1, true);
  const std::string id = workstation_.opening().id;
  ASSERT_TRUE(ensure_folders(outbox_));
  ASSERT_TRUE(link::leave_discard(outbox_, id, "a discard"));
  discard();
  EXPECT_TRUE(only().discarded && only().unconfirmed);
  ASSERT_TRUE(remove_file(outbox_ / link::discard_file(id)));
  EXPECT_TRUE(only().discarded && !only().unconfirmed);
}

TEST_F(OwnRecordings, OfVersion0CanBeDiscardedAndNothingElse) {
  const std::string id = "20261201T081503Z-0123456789abcdef";
  std::filesystem::create_directory(workstation_.spool / id);
  recording::put(
      workstation_.spool / id / "opening.note",
      note::sign("insyn recording opening 0\nid " + id + "\nagent a17\nstart 2026-12-01T08:15:03.250Z\n",
                 recording::new_device()));
  recording::put(workstation_.spool / id / "key.agent.age", "x");
  EXPECT_TRUE(only().old);
  EXPECT_FALSE(only().has_pictures);
  EXPECT_FALSE(only().discarded);
}

TEST_F(OwnRecordings, WithPicturesAreDiscardedOnceTheirKeyIsGone) {
  workstation_.record(1, true);
  EXPECT_TRUE(only().has_pictures);
  EXPECT_FALSE(only().discarded);
  discard();
  EXPECT_TRUE(only().discarded);
}

TEST_F(OwnRecordings, WithoutPicturesAreDiscardedOnceTheirKeysAreGone) {
  record_without_pictures();
  EXPECT_FALSE(only().has_pictures);
  EXPECT_FALSE(only().discarded);
  discard();
  EXPECT_TRUE(only().discarded);
}

}  // namespace
}  // namespace insyn::tray
