#include "recording/writer/left_open.h"

#include <gtest/gtest.h>

#include "recording/testing.h"
#include "recording/verify/verify.h"

namespace insyn::recording {
namespace {

class LeftOpen : public testing::Test {
 protected:
  Tidied tidy() const { return close_what_was_left(workstation_.spool, workstation_.device).value(); }
  // Intact and closed by the device, with so many chunks.
  void expect_closed(const Path& folder, std::size_t chunks) const {
    const auto recording = Recording::read(folder).value();
    ASSERT_TRUE(recording.closing.has_value());
    EXPECT_EQ(recording.closing->reason, EndReason::kRecorderLost);
    EXPECT_GE(recording.closing->end, recording.opening.start);
    const auto verified = verify(recording, recording.files(), workstation_.device.verifier()).value();
    EXPECT_TRUE(verified.closed);
    for (const Finding& finding : verified.findings) ADD_FAILURE() << text_of(finding);
    EXPECT_EQ(verified.proven.size(), chunks);
    EXPECT_FALSE(std::filesystem::exists(folder / kJournal));
    EXPECT_FALSE(std::filesystem::exists(folder / kReserve));
  }
  void expect_untouched(const Path& folder) const {
    EXPECT_TRUE(tidy().closed.empty());
    EXPECT_FALSE(std::filesystem::exists(folder / kClosingNote));
    EXPECT_TRUE(std::filesystem::exists(folder / kJournal));
  }

  Workstation workstation_;
};

TEST_F(LeftOpen, IsClosedWithWhatItHas) {
  const Path folder = workstation_.record(3, false);
  const Tidied tidied = tidy();
  EXPECT_EQ(tidied.closed, std::vector<std::string>{folder.filename().string()});
  EXPECT_TRUE(tidied.problems.empty());
  expect_closed(folder, 3);
  EXPECT_TRUE(tidy().closed.empty());
}

TEST_F(LeftOpen, WithoutAChunkIsClosedToo) {
  const Path folder = workstation_.record(0, false);
  EXPECT_EQ(tidy().closed.size(), 1U);
  expect_closed(folder, 0);
}

TEST_F(LeftOpen, WithoutItsLastChunkIsClosedWithoutIt) {
  const Path folder = workstation_.record(3, false);
  std::filesystem::remove(folder / chunk_file_name(2));
  EXPECT_EQ(tidy().closed.size(), 1U);
  expect_closed(folder, 2);
}

TEST_F(LeftOpen, WithATornJournalIsClosed) {
  const Path folder = workstation_.record(2, false);
  ASSERT_TRUE(append_to_file(folder / kJournal, view_of("000002 abc")));
  EXPECT_EQ(tidy().closed.size(), 1U);
  expect_closed(folder, 2);
}

TEST_F(LeftOpen, AChunkThatWasTakenAwayStaysListed) {
  const Path folder = workstation_.record(3, false);
  std::filesystem::remove(folder / chunk_file_name(1));
  EXPECT_EQ(tidy().closed.size(), 1U);
  const auto verified = verify_folder(folder, workstation_.device.verifier()).value();
  ASSERT_EQ(verified.findings.size(), 1U);
  EXPECT_EQ(verified.findings[0].fault, Fault::kMissing);
}

TEST_F(LeftOpen, WhatIsBeingRecordedIsLeftAlone) {
  RecordingWriter writer = workstation_.begin().value();
  (void)writer.append(workstation_.chunk(0)).value();
  expect_untouched(writer.folder());
  (void)writer.append(workstation_.chunk(1)).value();
  EXPECT_TRUE(Workstation::close(writer));
}

TEST_F(LeftOpen, WhatIsClosedIsLeftAlone) {
  const Path folder = workstation_.record(2, true);
  const std::string before = content(folder / kClosingNote);
  EXPECT_TRUE(tidy().closed.empty());
  EXPECT_EQ(content(folder / kClosingNote), before);
}

TEST_F(LeftOpen, WhatIsAnotherDevicesIsLeftAlone) {
  const Path folder = workstation_.record(2, false);
  EXPECT_TRUE(close_what_was_left(workstation_.spool, new_device()).value().closed.empty());
  // Nor is one that was put under another name.
  const Path elsewhere = workstation_.spool / "20261201T081503Z-ffffffffffffffff";
  std::filesystem::rename(folder, elsewhere);
  expect_untouched(elsewhere);
}

TEST_F(LeftOpen, AJournalThatProvesNothingIsAProblemAndStays) {
  const Path folder = workstation_.record(2, false);
  std::filesystem::remove(folder / kJournal);
  ASSERT_TRUE(append_to_file(folder / kJournal, view_of("nonsense\n")));
  const Tidied tidied = tidy();
  EXPECT_EQ(tidied.problems.size(), 1U);
  EXPECT_FALSE(std::filesystem::exists(folder / kClosingNote));
}

TEST_F(LeftOpen, WhatHadNotBegunIsRemoved) {
  const std::string name = kUnfinishedPrefix + workstation_.opening().id;
  ASSERT_TRUE(create_folder(workstation_.spool / name));
  ASSERT_TRUE(append_to_file(workstation_.spool / name / kReserve, view_of("x")));
  EXPECT_EQ(tidy().removed, std::vector<std::string>{name});
  EXPECT_FALSE(std::filesystem::exists(workstation_.spool / name));
}

TEST_F(LeftOpen, WhatIsNoRecordingIsLeftAlone) {
  ASSERT_TRUE(create_folder(workstation_.spool / "notes"));
  const Tidied tidied = tidy();
  EXPECT_TRUE(tidied.closed.empty() && tidied.removed.empty() && tidied.problems.empty());
  EXPECT_TRUE(std::filesystem::exists(workstation_.spool / "notes"));
}

}  // namespace
}  // namespace insyn::recording
