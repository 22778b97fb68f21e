#include "witness/rules/running_numbers.h"

#include <gtest/gtest.h>

namespace insyn::witness {
namespace {

using std::chrono::hours;

class RunningNumbersTest : public testing::Test {
 protected:
  static Digest hash(std::uint64_t number) { return sha256(view_of(std::to_string(number))); }
  // The certificate with this running number, in the next entry.
  std::vector<Breach> take(std::uint64_t number, const std::string& device = "desk-12") {
    return take(number, hash(number - 1), device);
  }
  std::vector<Breach> take(std::uint64_t number, const Digest& previous,
                           const std::string& device = "desk-12") {
    recording::Certificate certificate;
    certificate.device = device;
    certificate.number = number;
    if (number != 1) certificate.previous = previous;
    return numbers_.take(next_entry_++, time_, certificate, hash(number));
  }

  RunningNumbers numbers_;
  std::uint64_t next_entry_ = 100;
  Utc time_ = parse_utc("2026-12-01T08:00:00.000Z").value();
};

TEST_F(RunningNumbersTest, CertificatesOfEachDeviceFollowEachOther) {
  for (const std::uint64_t number : {1U, 2U, 3U}) {
    EXPECT_EQ(take(number), std::vector<Breach>{});
    EXPECT_EQ(take(number, "desk-13"), std::vector<Breach>{});
  }
  EXPECT_EQ(numbers_.check(time_ + hours(1000)), std::vector<Breach>{});
}

TEST_F(RunningNumbersTest, MissingOnesAreToldOnceWhenTheyDoNotCome) {
  EXPECT_TRUE(take(1).empty());
  EXPECT_TRUE(take(4).empty());
  EXPECT_TRUE(take(5).empty());
  EXPECT_TRUE(take(9).empty());
  EXPECT_EQ(numbers_.check(time_ + hours(24) - std::chrono::milliseconds(1)), std::vector<Breach>{});
  EXPECT_EQ(numbers_.check(time_ + hours(24)), (std::vector<Breach>{{101, NumbersMissing{"desk-12", 2, 3}},
                                                                    {103, NumbersMissing{"desk-12", 6, 8}}}));
  EXPECT_EQ(numbers_.check(time_ + hours(48)), std::vector<Breach>{});
  EXPECT_TRUE(take(10).empty());
}

TEST_F(RunningNumbersTest, FirstOnesAreMissingToo) {
  EXPECT_TRUE(take(3).empty());
  EXPECT_EQ(numbers_.check(time_ + hours(24)), (std::vector<Breach>{{100, NumbersMissing{"desk-12", 1, 2}}}));
}

TEST_F(RunningNumbersTest, OneThatOvertookAnotherIsNoBreach) {
  EXPECT_TRUE(take(1).empty());
  EXPECT_TRUE(take(3).empty());
  EXPECT_TRUE(take(2).empty());
  EXPECT_EQ(numbers_.check(time_ + hours(24)), std::vector<Breach>{});
}

TEST_F(RunningNumbersTest, SecondCertificateOfANumberIsTold) {
  EXPECT_TRUE(take(1).empty());
  EXPECT_EQ(take(1), (std::vector<Breach>{{101, NumberTwice{"desk-12", 1}}}));
  EXPECT_TRUE(take(4).empty());
  EXPECT_EQ(take(4), (std::vector<Breach>{{103, NumberTwice{"desk-12", 4}}})) << "one that waits";
}

TEST_F(RunningNumbersTest, CertificateThatFollowsAnotherOneIsTold) {
  EXPECT_TRUE(take(1).empty());
  EXPECT_EQ(take(2, hash(99)), (std::vector<Breach>{{101, OtherBefore{"desk-12", 2}}}));
  EXPECT_TRUE(take(4, hash(98)).empty()) << "it waits for the one before it";
  EXPECT_EQ(take(3), (std::vector<Breach>{{102, OtherBefore{"desk-12", 4}}}));
}

}  // namespace
}  // namespace insyn::witness
