#include "audio/convert/timeline.h"

#include <gtest/gtest.h>

namespace insyn::audio {
namespace {

// What comes out where `file` milliseconds of ever larger samples go in, in pieces of `piece` samples. A
// sample of the file's millisecond n is n + 1; silence is 0. One value for each millisecond.
std::vector<float> played(const std::vector<Cut>& cuts, std::size_t file, std::uint64_t skip_ms,
                          std::uint64_t most_ms, std::size_t piece = 7) {
  std::vector<float> in, out, by_millisecond;
  for (std::size_t i = 0; i < file * 48; ++i) in.push_back(static_cast<float>(i / 48 + 1));
  Timeline timeline(cuts, 1, skip_ms * 48, most_ms * 48, [&](std::span<const float> samples) -> Status {
    out.insert(out.end(), samples.begin(), samples.end());
    return {};
  });
  for (std::size_t at = 0; at < in.size(); at += piece)
    EXPECT_TRUE(timeline.add(std::span(in).subspan(at, std::min(piece, in.size() - at))));
  EXPECT_TRUE(timeline.finish());
  EXPECT_EQ(timeline.passed(), out.size());
  for (std::size_t at = 0; at < out.size(); at += 48) {
    for (std::size_t i = at; i < at + 48; ++i) EXPECT_EQ(out[i], out[at]) << i;
    by_millisecond.push_back(out[at]);
  }
  return by_millisecond;
}

using All = std::vector<float>;

TEST(Timeline, WhatWasCutOutIsSilenceWhereItWas) {
  EXPECT_EQ(played({}, 3, 0, 100), (All{1, 2, 3}));
  EXPECT_EQ(played({{1, 2}}, 3, 0, 100), (All{1, 0, 0, 2, 3}));
  EXPECT_EQ(played({{0, 1}, {2, 1}}, 3, 0, 100), (All{0, 1, 0, 2, 3}));
  EXPECT_EQ(played({{1, 1}, {2, 1}}, 2, 0, 100), (All{1, 0, 0, 2}));
  EXPECT_EQ(played({{3, 2}}, 3, 0, 100), (All{1, 2, 3, 0, 0}));
}

// A cut behind the file's end is of no time that there is.
TEST(Timeline, ACutBeyondTheEndIsNone) { EXPECT_EQ(played({{5, 2}}, 3, 0, 100), (All{1, 2, 3})); }

TEST(Timeline, TheBeginningIsLeftAwayByTheTimeOfTheCall) {
  EXPECT_EQ(played({}, 4, 2, 100), (All{3, 4}));
  EXPECT_EQ(played({{1, 3}}, 4, 2, 100), (All{0, 0, 2, 3, 4}));
  EXPECT_EQ(played({{1, 3}}, 4, 2, 3), (All{0, 0, 2}));
  EXPECT_EQ(played({}, 4, 4, 100), All{});
  EXPECT_EQ(played({}, 4, 9, 100), All{});
}

TEST(Timeline, PiecesOfAnySizeGiveTheSame) {
  for (const std::size_t piece : {1U, 48U, 49U, 1000U})
    EXPECT_EQ(played({{1, 2}, {4, 1}}, 5, 1, 5, piece), (All{0, 0, 2, 0, 3})) << piece;
}

}  // namespace
}  // namespace insyn::audio
