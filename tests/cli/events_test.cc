// insyn events: one key, many recordings, one file; and nothing that is not as the recorder has listed it.
#include <gtest/gtest.h>

#include "base/check.h"
#include "os/folder_lock.h"
#include "recording/store/recording.h"
#include "sample.h"

namespace insyn::cli {
namespace {

constexpr std::string_view kHead = "call,time,event,object\n";

class Events : public ::testing::Test {
 protected:
  Events() {
    CHECK(run({"keys", "new", "--role", "insight", "--name", "x", "--out", sample_.file("other-insight")})
              .code == 0);
    std::filesystem::create_directory(spool_);
    first_ = record("1", {"1,2026-11-24T09:05:01.000Z,screen,a\n", "1,2026-11-24T09:05:04.000Z,article,b\n"});
    second_ = record("2", {"2,2026-11-24T09:06:01.000Z,screen,a\n"});
  }

  std::string record(const std::string& call, const std::vector<std::string>& events, bool close = true) {
    return sample_.record_events(spool_, call, events, close);
  }
  static std::string part(const std::string& folder, std::uint32_t index) {
    return folder + "/" + recording::file_name_of({index, recording::ChunkKind::kEvents});
  }
  Ran gather(const std::vector<std::string>& more = {}, const std::string& key = "insight.age") const {
    std::vector<std::string> words = {"events",          spool_,  "--key", sample_.file("union.age"), "--key",
                                      sample_.file(key), "--out", out_};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
  // What is left of `recording` is left out, and the other one is written.
  void expect_left_out(const std::string& recording, const std::string& why) const {
    const Ran ran = gather();
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find(Path(recording).filename().string() + ": left out: "), std::string::npos)
        << ran.err;
    EXPECT_NE(ran.err.find(why), std::string::npos) << ran.err;
    EXPECT_EQ(read_all(out_), std::string(kHead) + "2,2026-11-24T09:06:01.000Z,screen,a\n");
  }

  Folder folder_;
  Sample sample_{folder_};
  std::string spool_ = folder_.path("spool"), out_ = folder_.path("events.csv");
  std::string first_, second_;
};

TEST_F(Events, OfAllRecordingsAreOneFile) {
  const Ran ran = gather({"--pin", sample_.file("device.pub")});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, out_ + "\n");
  EXPECT_NE(ran.err.find("3 events of 2 calls, out of 2 recordings"), std::string::npos) << ran.err;
  const std::string text = read_all(out_);
  EXPECT_TRUE(text.starts_with(kHead));
  EXPECT_NE(text.find("1,2026-11-24T09:05:01.000Z,screen,a\n1,2026-11-24T09:05:04.000Z,article,b\n"),
            std::string::npos);
  EXPECT_NE(text.find("2,2026-11-24T09:06:01.000Z,screen,a\n"), std::string::npos);
  EXPECT_EQ(std::filesystem::status(out_).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(Events, OfOneRecordingOpenWithTheAgentsKey) {
  EXPECT_EQ(run({"events", second_, "--key", sample_.file("agent.age"), "--out", out_}).code, 0);
  EXPECT_EQ(read_all(out_), std::string(kHead) + "2,2026-11-24T09:06:01.000Z,screen,a\n");
}

TEST_F(Events, NeedTheRightKey) {
  const Ran ran = gather({}, "other-insight.age");
  EXPECT_EQ(ran.code, 1);
  EXPECT_FALSE(std::filesystem::exists(out_));
}

TEST_F(Events, OpenForNoOneAlone) {
  for (const char* key : {"insight.age", "union.age", "employer.age"}) {
    const Ran ran = run({"events", spool_, "--key", sample_.file(key), "--out", out_});
    EXPECT_EQ(ran.code, 1) << key;
    EXPECT_FALSE(std::filesystem::exists(out_)) << key;
  }
  EXPECT_EQ(gather({}, "employer.age").code, 1);
  EXPECT_FALSE(std::filesystem::exists(out_));
}

TEST_F(Events, AreNotWrittenOverAnotherFile) {
  ASSERT_EQ(gather().code, 0);
  const std::string before = read_all(out_);
  const Ran again = gather();
  EXPECT_EQ(again.code, 1);
  EXPECT_NE(again.err.find("exists already"), std::string::npos) << again.err;
  EXPECT_EQ(read_all(out_), before);
}

TEST_F(Events, OfAnotherWorkstationAreLeftOutWhereOneIsPinned) {
  CHECK(run({"keys", "new", "--role", "device", "--name", "x", "--out", sample_.file("x")}).code == 0);
  const Ran ran = gather({"--pin", sample_.file("x.pub")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("there are no events in 2 recordings"), std::string::npos) << ran.err;
}

TEST_F(Events, ThatWereChangedAreLeftOutWithTheRestOfTheirRecording) {
  std::filesystem::copy_file(part(second_, 0), part(first_, 1),
                             std::filesystem::copy_options::overwrite_existing);
  expect_left_out(first_, "000001.events.age differs from what the recorder listed");
}

// The recording's public half is in its opening note: anybody can seal to it.
TEST_F(Events, ThatSomebodyElseHasSealedAreLeftOut) {
  const std::string forged = std::string(kHead) + "1,2026-11-24T09:05:01.000Z,screen,z\n";
  const auto opening = recording::Recording::read(first_).value().opening;
  const auto events = seal::Recipient::parse(opening.events_recipient).value();
  const auto sealed = recording::SealedChunk::seal_events(events, view_of(forged)).value();
  ASSERT_EQ(sealed.bytes().size(), std::filesystem::file_size(part(first_, 0)));
  CHECK(write_file(part(first_, 0), sealed.bytes(), Access::kOwnerOnly, IfExists::kReplace).has_value());
  expect_left_out(first_, "000000.events.age differs from what the recorder listed");
}

TEST_F(Events, WithAnotherRecordingsClosingNoteAreLeftOut) {
  const auto overwrite = std::filesystem::copy_options::overwrite_existing;
  std::filesystem::copy_file(second_ + "/closing.note", first_ + "/closing.note", overwrite);
  std::filesystem::copy_file(part(second_, 0), part(first_, 0), overwrite);
  expect_left_out(first_, "it closes another recording");
}

TEST_F(Events, ThatAreMissingAreSaidToBe) {
  std::filesystem::remove(part(first_, 0));
  expect_left_out(first_, "000000.events.age");
}

TEST_F(Events, OfARecordingThatWasCutOffAreReadByItsJournal) {
  std::filesystem::remove_all(first_);
  record("3", {"3,2026-11-24T09:07:01.000Z,screen,a\n"}, false);
  EXPECT_EQ(gather({"--pin", sample_.file("device.pub")}).code, 0);
  EXPECT_NE(read_all(out_).find("3,2026-11-24T09:07:01.000Z,screen,a\n"), std::string::npos);
}

TEST_F(Events, OfARecordingThatIsBeingRecordedWait) {
  const auto lock = FolderLock::try_to_take(first_).value();
  std::filesystem::remove(first_ + "/closing.note");
  expect_left_out(first_, "it is still being recorded");
}

}  // namespace
}  // namespace insyn::cli
