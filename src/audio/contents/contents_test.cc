#include "audio/contents/contents.h"

#include <gtest/gtest.h>

#include <limits>

namespace insyn::audio {
namespace {

std::string refusal(const std::string& opened) {
  const auto read = read_contents(view_of(opened));
  return read ? "" : read.error().message;
}

TEST(AudioContents, ComeBackAsTheyWere) {
  const ContentsHead head{50, 2, 4, 3};
  const std::string opened = text_of(head) + "abcdxyz";
  const auto read = read_contents(view_of(opened));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->head, head);
  EXPECT_EQ(insyn::text_of(read->peaks), "abcd");
  EXPECT_EQ(insyn::text_of(read->webm), "xyz");
}

TEST(AudioContents, AreRefusedWhereTheyAreNone) {
  for (const char* opened :
       {"", "insyn audio 1\n", "insyn audio 2\npeaks 50 1 1\nwebm 1\n\nab",
        "insyn audio 1\npeaks 050 1 1\nwebm 1\n\nab", "insyn audio 1\npeaks 0 1 1\nwebm 1\n\nab",
        "insyn audio 1\npeaks 101 1 1\nwebm 1\n\nab", "insyn audio 1\npeaks 50 0 1\nwebm 1\n\nab",
        "insyn audio 1\npeaks 50 3 3\nwebm 1\n\nabcd", "insyn audio 1\npeaks 50 2 1\nwebm 1\n\nab",
        "insyn audio 1\npeaks 50 1 1\nwebm 2\n\nab", "insyn audio 1\npeaks 50 1 1\nwebm 0\n\na",
        "insyn audio 1\npeaks 50 1 1\nwebm 1\n\nabc", "insyn audio 1\npeaks 50 1 1 1\nwebm 1\n\nab",
        "insyn audio 1\npeaks 50 1 18446744073709551615\nwebm 1\n\nab",
        "insyn audio 1\npeaks 50 1 99999999999999999999\nwebm 1\n\nab",
        "insyn audio 1\npeaks 50 1 1\nwebm 1\nab"})
    EXPECT_NE(refusal(opened), "") << opened;
}

TEST(AudioContents, AStepThatHasBegunIsOne) {
  EXPECT_EQ(peaks_of(1000, 50, 2), 100U);
  EXPECT_EQ(peaks_of(1001, 50, 2), 102U);
  EXPECT_EQ(peaks_of(1, 50, 1), 1U);
  EXPECT_EQ(peaks_of(14'400'000, 100, 2), 2'880'000U);
}

TEST(AudioContents, LoudnessIsLinearAndHasBounds) {
  EXPECT_EQ(peak_of(0), 0);
  EXPECT_EQ(peak_of(-1), 255);
  EXPECT_EQ(peak_of(0.5F), 128);
  EXPECT_EQ(peak_of(7), 255);
  EXPECT_EQ(peak_of(std::numeric_limits<float>::quiet_NaN()), 0);
}

}  // namespace
}  // namespace insyn::audio
