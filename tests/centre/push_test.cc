// insyn-server brings its checkpoints to an insyn-witness that looks by itself once an hour.
#include <gtest/gtest.h>

#include "running_centre.h"
#include "support/until.h"

namespace insyn::centre_test {
namespace {

using support::until;

class PushProgram : public testing::Test {
 protected:
  // One entry more, which is cosigned.
  void grow() {
    const std::uint64_t before = centre_.cosigned();
    centre_.invite("administrator", fmt::format("person-{}", ++people_), "reviewer");
    until("it to be cosigned", [&] { return centre_.cosigned() > before; });
  }
  static int count(const std::string& text, const std::string& part) {
    int count = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++count;
    return count;
  }

  RunningCentre centre_{{}, Brought::kByPush};
  int people_ = 0;
};

TEST_F(PushProgram, WhatIsEnteredIsCosignedThoughTheWitnessDoesNotLook) {
  for (int i = 0; i < 3; ++i) grow();
  const std::uint64_t before = centre_.cosigned();
  centre_.upload();
  // Its certificate and that it was received.
  until("it to be cosigned", [&] { return centre_.cosigned() >= before + 2; });
  EXPECT_GE(centre_.figure("insyn_witness_pushes_total{result=\"cosigned\"}"), 4);
  EXPECT_EQ(count(centre_.server_log(), "the witness witness.example at "), 0) << centre_.server_log();
}

TEST_F(PushProgram, AWitnessThatWasKilledIsMissedOnceAndFoundAgain) {
  grow();
  for (int time = 1; time <= 3; ++time) {
    centre_.kill_witness();
    const std::uint64_t cosigned = centre_.cosigned();
    centre_.invite("administrator", fmt::format("missed-{}", time), "reviewer");
    until("it to be missed", [&] { return count(centre_.server_log(), "no answer came") == time; });
    EXPECT_EQ(centre_.cosigned(), cosigned);
    // Nothing waits for it.
    centre_.invite("administrator", fmt::format("meanwhile-{}", time), "reviewer");
    centre_.start_witness();
    until("it to be cosigned", [&] { return centre_.cosigned() > cosigned; });
    grow();
    until("it to be found again", [&] { return count(centre_.server_log(), "cosigns again") == time; });
  }
  EXPECT_EQ(count(centre_.server_log(), "no answer came"), 3) << centre_.server_log();
  EXPECT_GE(centre_.figure("insyn_witness_pushes_total{result=\"unreachable\"}"), 3);
}

}  // namespace
}  // namespace insyn::centre_test
