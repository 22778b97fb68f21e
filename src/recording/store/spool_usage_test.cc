#include "recording/store/spool_usage.h"

#include <gtest/gtest.h>

#include "recording/testing.h"

namespace insyn::recording {
namespace {

void record(const Workstation& workstation, char digit, std::string_view begin) {
  Beginning beginning = workstation.beginning(std::string(32, digit));
  beginning.about.begin = utc(begin);
  ASSERT_TRUE(workstation.begin(std::move(beginning)));
}

TEST(SpoolUsage, CountsFromTheInstantThatIsAskedFor) {
  const Workstation workstation;
  record(workstation, 'a', "2026-12-01T09:00:00.000Z");
  record(workstation, 'b', "2026-12-01T10:00:00.000Z");
  const SpoolUsage log(workstation.spool);
  EXPECT_EQ(log.since(utc("2026-12-01T09:00:00.000Z"))->calls.size(), 2U);
  const agreement::Usage later = log.since(utc("2026-12-01T09:00:00.001Z")).value();
  ASSERT_EQ(later.calls.size(), 1U);
  EXPECT_EQ(to_text(later.calls[0].begin), "2026-12-01T10:00:00.000Z");
  EXPECT_EQ(later.calls[0].workstation, "desk-12");
  EXPECT_EQ(later.calls[0].agent, "a17");
  EXPECT_EQ(later.calls[0].agreement_hash, workstation.opening().agreement_hash);
}

TEST(SpoolUsage, SaysWhatItCannotCount) {
  const Workstation workstation;
  std::filesystem::create_directory(workstation.spool / "20261201T090000Z-00000000000000aa");
  const agreement::Usage usage = SpoolUsage(workstation.spool).since({}).value();
  EXPECT_TRUE(usage.calls.empty());
  EXPECT_EQ(usage.problems.size(), 1U);
}

TEST(SpoolUsage, ARecordingWithoutACertificateIsToldAndNotCounted) {
  const Workstation workstation;
  std::filesystem::remove(workstation.record(1, true) / kCertificate);
  const agreement::Usage usage = SpoolUsage(workstation.spool).since({}).value();
  EXPECT_TRUE(usage.calls.empty());
  EXPECT_EQ(usage.problems.size(), 1U);
}

TEST(SpoolUsage, ASpoolThatCannotBeReadIsAnErrorAndNoZero) {
  EXPECT_FALSE(SpoolUsage("/nowhere/at/all").since({}));
}

}  // namespace
}  // namespace insyn::recording
