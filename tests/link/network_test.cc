// Uploads over a network that cuts, loses and repeats.
#include <gtest/gtest.h>

#include "link/bad_network.h"
#include "link/link_desk.h"

namespace insyn::link_test {
namespace {

class Network : public ::testing::Test {
 protected:
  Network() { desk_.configure(fmt::format("http://127.0.0.1:{}", network_.port())); }
  // Whether the recording has arrived after so many turns at most; each as a link that was started anew.
  bool arrives(const std::string& id, int turns) {
    const std::string bundle = desk_.bundle(id);
    for (int turn = 0; turn < turns; ++turn) {
      const auto link = desk_.start();
      (void)link->uploads.turn();
      if (link->memory.of(id).value().received) return desk_.centre.stored()[id] == bundle;
      how_it_stands_ = fmt::format("{} bytes of {} are there\n{}", desk_.centre.staged(id), bundle.size(),
                                   text_of(desk_.standing_of(*link)));
    }
    return false;
  }

  std::string how_it_stands_;  // after the last turn
  LinkDesk desk_;
  BadNetwork network_{desk_.centre.port()};
};

TEST_F(Network, CutAgainAndAgainAnUploadGoesOn) {
  const std::string id = desk_.call({.bytes = 3'000'000, .chunks = 12});
  // A connection lives for so many bytes: the head, and a little of the recording.
  network_.cuts_after = 700'000;
  EXPECT_TRUE(arrives(id, 100)) << how_it_stands_;
}

TEST_F(Network, CutAtAnyByteItArrivesAfterwards) {
  for (const std::size_t bytes :
       {0, 1, 17, 300, 700, 1'000, 1'500, 2'000, 3'000, 10'000, 40'000, 59'000, 61'000}) {
    const std::string id = desk_.call({.bytes = 60'000});
    network_.cuts_after = bytes;
    (void)desk_.start()->uploads.turn();
    network_.cuts_after = SIZE_MAX;
    EXPECT_TRUE(arrives(id, 5)) << bytes;
  }
}

TEST_F(Network, WhereAnswersAreLostTheReceiptIsAskedFor) {
  for (int lost = 1; lost <= 4; ++lost) {
    const std::string id = desk_.call({.bytes = 20'000});
    network_.loses = lost;
    EXPECT_TRUE(arrives(id, 10)) << lost;
    EXPECT_EQ(network_.loses, 0);
  }
  EXPECT_EQ(desk_.centre.stored().size(), 4U);
}

TEST_F(Network, WhatIsRepeatedChangesNothing) {
  network_.repeats = true;
  const std::string id = desk_.call({.bytes = 20'000});
  EXPECT_TRUE(arrives(id, 5));
  EXPECT_EQ(desk_.centre.certificates().size(), 1U);
}

}  // namespace
}  // namespace insyn::link_test
