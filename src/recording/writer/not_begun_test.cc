#include "recording/writer/not_begun.h"

#include <gtest/gtest.h>

#include "recording/testing.h"

namespace insyn::recording {
namespace {

class NotBegun : public testing::Test {
 protected:
  Tidied tidy() const { return remove_what_had_not_begun(workstation_.spool).value(); }

  Workstation workstation_;
};

TEST_F(NotBegun, IsRemoved) {
  const std::string name = kUnfinishedPrefix + workstation_.opening().id;
  ASSERT_TRUE(create_folder(workstation_.spool / name));
  ASSERT_TRUE(append_to_file(workstation_.spool / name / kReserve, view_of("x")));
  EXPECT_EQ(tidy().removed, std::vector<std::string>{name});
  EXPECT_FALSE(std::filesystem::exists(workstation_.spool / name));
}

TEST_F(NotBegun, WhatIsBeingBegunIsLeftAlone) {
  const Path folder = workstation_.spool / (kUnfinishedPrefix + workstation_.opening().id);
  ASSERT_TRUE(create_folder(folder));
  const auto lock = FolderLock::try_to_take(folder).value();
  ASSERT_TRUE(lock);
  EXPECT_TRUE(tidy().removed.empty());
  EXPECT_TRUE(std::filesystem::exists(folder));
}

// Nobody has the key any more that could sign for it.
TEST_F(NotBegun, ARecordingThatACrashLeftOpenStaysAsItIs) {
  const Path folder = workstation_.record(2, false);
  const auto before = list_folder(folder, 100).value();
  const Tidied tidied = tidy();
  EXPECT_TRUE(tidied.removed.empty() && tidied.problems.empty());
  EXPECT_EQ(list_folder(folder, 100).value(), before);
  EXPECT_TRUE(verify_folder(folder, workstation_.certifier.device())->intact());
}

TEST_F(NotBegun, WhatIsNoRecordingIsLeftAlone) {
  ASSERT_TRUE(create_folder(workstation_.spool / "notes"));
  EXPECT_TRUE(tidy().removed.empty());
  EXPECT_TRUE(std::filesystem::exists(workstation_.spool / "notes"));
}

}  // namespace
}  // namespace insyn::recording
