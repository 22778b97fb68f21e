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
  Discard() { right_ = {"a17", std::chrono::hours(72), std::chrono::minutes(60)}; }
  Status discard_at(Utc now) {
    return discard(workstation_.spool, kTestId, right_, workstation_.certifier.device(), now);
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
  // When the longest call that is agreed would have ended.
  const Utc end_ = workstation_.about().begin + std::chrono::minutes(60);
  DiscardRight right_;
};

TEST_F(Discard, NobodyCanOpenItAnyMore) {
  ASSERT_TRUE(discard_at(end_ + std::chrono::hours(72) - std::chrono::milliseconds(1)));
  for (const char* name : kKeyFiles) EXPECT_FALSE(std::filesystem::exists(folder_ / name)) << name;
  const auto verified = verify_folder(folder_, workstation_.certifier.device()).value();
  ASSERT_EQ(verified.findings.size(), kKeyFiles.size());
  for (const Finding& finding : verified.findings) EXPECT_EQ(finding.fault, Fault::kKeyMissing);
  // Asked again it is as it was.
  EXPECT_TRUE(discard_at(end_));
}

TEST_F(Discard, IsDeniedOnceTheHoursHavePassed) { expect_denied("72 hours", end_ + std::chrono::hours(72)); }

TEST_F(Discard, IsDeniedToAnotherAgent) {
  right_.agent = "a18";
  expect_denied("another agent or another computer", end_);
  right_.agent.clear();
  expect_denied("another agent or another computer", end_);
}

TEST_F(Discard, OfAnotherDevicesRecordingIsDenied) {
  const Status done = discard(workstation_.spool, kTestId, right_, new_device().verifier(), end_);
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
  for (const char* id :
       {"", "..", "../x", "20261201T081503Z-ffffffffffffffff", "ffffffffffffffffffffffffffffffff"}) {
    EXPECT_EQ(discard(workstation_.spool, id, right_, workstation_.certifier.device(), end_).error().code,
              Code::kDenied)
        << id;
  }
}

TEST_F(Discard, WhatACrashLeftOpenToo) {
  const std::string id(32, 'f');
  const Path folder = workstation_.record(1, false, id);
  EXPECT_TRUE(discard(workstation_.spool, id, right_, workstation_.certifier.device(), end_));
  EXPECT_FALSE(std::filesystem::exists(folder / kKey));
}

TEST_F(Discard, AnotherRecordingsCertificateGivesNoRight) {
  const Path other = workstation_.record(1, true, std::string(32, 'f'));
  put(folder_ / kCertificate, content(other / kCertificate));
  expect_denied("another agent or another computer", end_);
}

TEST_F(Discard, OfVersion0GoesByItsOpeningNote) {
  const std::string id = "20261201T081503Z-0123456789abcdef";
  const Path folder = workstation_.spool / id;
  const note::Signer device = new_device();
  std::filesystem::create_directory(folder);
  put(folder / kOpeningNote,
      note::sign("insyn recording opening 0\nid " + id + "\nagent a17\nstart 2026-12-01T08:15:03.250Z\n",
                 device));
  const std::vector<std::string> keys = {kKey, kAgentKey, "000001.events.age"};
  for (const std::string& name : keys) put(folder / name, "x");
  put(folder / "000000.chunk.age", "x");
  EXPECT_FALSE(discard(workstation_.spool, id, right_, new_device().verifier(), end_));
  ASSERT_TRUE(discard(workstation_.spool, id, right_, device.verifier(), end_));
  for (const std::string& name : keys) EXPECT_FALSE(std::filesystem::exists(folder / name)) << name;
  EXPECT_TRUE(std::filesystem::exists(folder / "000000.chunk.age"));
}

}  // namespace
}  // namespace insyn::recording
