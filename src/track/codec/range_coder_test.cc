#include "track/codec/range_coder.h"

#include "track/codec/bit_models.h"
#include "track/codec/testing.h"

namespace insyn::track {
namespace {

TEST(RangeCoder, DecisionsComeBackWhateverWasExpected) {
  std::mt19937 random(1);
  std::vector<std::pair<bool, std::uint32_t>> decisions;
  RangeEncoder encoder;
  for (int i = 0; i < 300'000; ++i) {
    const std::uint32_t probability = i % 3 == 0   ? 1
                                      : i % 3 == 1 ? 65'535
                                                   : static_cast<std::uint32_t>(1 + random() % 65'535);
    decisions.emplace_back((random() & 1) != 0, probability);
    encoder.code(decisions.back().first, probability);
  }
  const Bytes bytes = encoder.finish();
  RangeDecoder decoder(bytes);
  for (const auto& [bit, probability] : decisions) ASSERT_EQ(decoder.code(false, probability), bit);
  EXPECT_FALSE(decoder.has_unread_bytes());
  EXPECT_FALSE(decoder.overrun());
}

TEST(RangeCoder, NumbersOfEverySizeComeBack) {
  std::vector<std::int64_t> numbers = {0, -1, 1};
  for (int bit = 1; bit < 62; ++bit)
    for (const std::int64_t sign : {-1, 1}) numbers.push_back(sign * ((std::int64_t{1} << bit) + bit));
  RangeEncoder encoder;
  NumberModel written, read;
  for (const std::int64_t number : numbers) written.code_signed(encoder, number);
  const Bytes bytes = encoder.finish();
  RangeDecoder decoder(bytes);
  for (const std::int64_t number : numbers) ASSERT_EQ(read.code_signed(decoder, 0), number);
}

TEST(RangeCoder, WhatWasExpectedCostsNextToNothing) {
  RangeEncoder encoder;
  AdaptiveBit bit;
  for (int i = 0; i < 100'000; ++i) code_bit<250>(encoder, bit, true);
  EXPECT_LT(encoder.finish().size(), 100U);
}

TEST(RangeCoder, ReadingOnBehindTheEndIsNoticed) {
  const Bytes bytes = {1, 2};
  RangeDecoder decoder(bytes);
  for (int i = 0; i < 8; ++i) decoder.code(false, 32'768);
  EXPECT_FALSE(decoder.overrun());
  for (int i = 0; i < 8; ++i) decoder.code(false, 32'768);
  EXPECT_TRUE(decoder.overrun());
}

TEST(RangeCoder, NoBytesAreNoBody) { EXPECT_TRUE(RangeDecoder(Bytes{}).overrun()); }

TEST(Logistic, StretchAndSquashAreInverse) {
  for (std::uint32_t probability = 64; probability < 65'536 - 64; probability += 16) {
    const std::uint32_t back = Logistic::squash(Logistic::stretch(probability));
    EXPECT_NEAR(back, probability, 140) << probability;
  }
  EXPECT_EQ(Logistic::squash(0), 32'768U);
  EXPECT_EQ(Logistic::squash(5'000), Logistic::squash(2'047));
}

TEST(Mixer, TheInputThatPredictsBetterWeighsMore) {
  Mixer<2> mixer;
  for (int i = 0; i < 500; ++i) {
    const bool bit = i % 3 == 0;
    mixer.add(0, bit ? 60'000 : 5'000);
    mixer.add(1, i % 2 == 0 ? 60'000 : 5'000);
    mixer.mix();
    mixer.update(bit);
  }
  mixer.add(0, 60'000);
  mixer.add(1, 5'000);
  EXPECT_GT(mixer.mix(), 58'000U);
}

}  // namespace
}  // namespace insyn::track
