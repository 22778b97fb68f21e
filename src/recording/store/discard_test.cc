#include "recording/store/discard.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "recording/testing.h"
#include "recording/verify/verify.h"

namespace insyn::recording {
namespace {

class Discard : public testing::Test {
 protected:
  Discard() { right_ = {workstation_.opening().agent, std::chrono::hours(72)}; }
  Status discard_at(Utc now) {
    return discard(workstation_.spool, workstation_.opening().id, right_, workstation_.device.verifier(),
                   now);
  }
  void expect_denied(const std::string& why, Utc now) {
    const Status done = discard_at(now);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, Code::kDenied);
    EXPECT_NE(done.error().message.find(why), std::string::npos) << done.error().message;
    EXPECT_TRUE(std::filesystem::exists(folder_ / kKey));
    EXPECT_TRUE(std::filesystem::exists(folder_ / kAgentKey));
  }

  Workstation workstation_;
  Path folder_ = workstation_.record(2, true);
  const Utc end_ = Recording::read(folder_).value().closing->end;
  DiscardRight right_;
};

TEST_F(Discard, NobodyCanOpenItAnyMore) {
  ASSERT_TRUE(discard_at(end_ + std::chrono::hours(72) - std::chrono::milliseconds(1)));
  EXPECT_FALSE(std::filesystem::exists(folder_ / kKey));
  EXPECT_FALSE(std::filesystem::exists(folder_ / kAgentKey));
  const auto verified = verify_folder(folder_, workstation_.device.verifier()).value();
  ASSERT_EQ(verified.findings.size(), 1U);
  EXPECT_EQ(verified.findings[0].fault, Fault::kKeyMissing);
  // Asked again it is as it was.
  EXPECT_TRUE(discard_at(end_));
}

TEST_F(Discard, IsDeniedOnceTheHoursHavePassed) { expect_denied("72 hours", end_ + std::chrono::hours(72)); }

TEST_F(Discard, IsDeniedToAnotherAgent) {
  right_.agent = "age1another";
  expect_denied("another agent or another computer", end_);
  right_.agent.clear();
  expect_denied("another agent or another computer", end_);
}

TEST_F(Discard, OfAnotherDevicesRecordingIsDenied) {
  const Status done =
      discard(workstation_.spool, workstation_.opening().id, right_, new_device().verifier(), end_);
  EXPECT_FALSE(done);
  EXPECT_TRUE(std::filesystem::exists(folder_ / kKey));
}

TEST_F(Discard, OneThatCannotBeReadIsDeniedAndSaysWhy) {
  std::ofstream(folder_ / kOpeningNote) << "no note";
  const Status done = discard_at(end_);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message.find("there is no recording"), std::string::npos) << done.error().message;
  EXPECT_TRUE(std::filesystem::exists(folder_ / kKey));
}

TEST_F(Discard, WhatIsNoIdIsNotLookedFor) {
  for (const char* id : {"", "..", "../x", "20261201T081503Z-ffffffffffffffff"}) {
    EXPECT_EQ(discard(workstation_.spool, id, right_, workstation_.device.verifier(), end_).error().code,
              Code::kDenied)
        << id;
  }
}

}  // namespace
}  // namespace insyn::recording
