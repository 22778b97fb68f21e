// Adaptive probability models of binary decisions: single adaptive bits, how symbols and numbers are
// binarised into them, and logistic mixing of several predictions as in PAQ. Integer arithmetic throughout,
// so that every machine computes the same probabilities.
//
// `Coder` is RangeEncoder or RangeDecoder (range_coder.h): the encoder is given the value to code, the
// decoder is given any value; both return the coded one.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace insyn::track {

// The probability of a 1, adapted by each bit that is coded with it. The adaptation rate is
// 1/(2n + 3) after n bits, and n stops at kLimit: a model is quick at first and precise later.
class AdaptiveBit {
 public:
  // In units of 1/65536.
  std::uint32_t probability() const { return state_ >> (kCountBits + kFractionBits); }
  template <int kLimit = 62>
  void update(bool bit) {
    static_assert(kLimit < kRates);
    const std::uint32_t count = state_ & (kRates - 1);
    const std::uint64_t old = state_ >> kCountBits, rate = kRateAt[count];
    const std::uint64_t updated = bit ? std::min(old + ((kOne - 1 - old) * rate >> 16), kOne - kLeast)
                                      : std::max(old - (old * rate >> 16), kLeast);
    state_ = static_cast<std::uint32_t>(updated) << kCountBits | (count < kLimit ? count + 1 : count);
  }

 private:
  static constexpr int kCountBits = 8;
  static constexpr int kFractionBits = 6;  // of the probability, beyond 1/65536
  static constexpr std::uint64_t kOne = std::uint64_t{65'536} << kFractionBits;
  static constexpr std::uint64_t kLeast = std::uint64_t{24} << kFractionBits;
  static constexpr int kRates = 1 << kCountBits;
  // In units of 1/65536.
  static constexpr std::array<std::uint32_t, kRates> kRateAt = [] {
    std::array<std::uint32_t, kRates> rates{};
    for (std::uint32_t i = 0; i < kRates; ++i) rates[i] = 2 * 32'767 / (2 * i + 3);
    return rates;
  }();

  // The probability, and below it how many bits were seen, up to the limit.
  std::uint32_t state_ = 32'768U << (kCountBits + kFractionBits);
};

template <int kLimit = 62, class Coder>
bool code_bit(Coder& coder, AdaptiveBit& model, bool bit) {
  bit = coder.code(bit, model.probability());
  model.update<kLimit>(bit);
  return bit;
}

// A symbol of `kBits` bits, most significant first, each with a model chosen by the bits before it (a bit
// tree, as in LZMA).
template <int kBits, int kLimit = 62, class Coder>
std::uint32_t code_tree(Coder& coder, std::array<AdaptiveBit, std::size_t{1} << kBits>& models,
                        std::uint32_t value) {
  std::uint32_t node = 1;
  for (int i = kBits - 1; i >= 0; --i)
    node = node << 1 | (code_bit<kLimit>(coder, models[node], (value >> i & 1) != 0) ? 1U : 0U);
  return node - (1U << kBits);
}

// Numbers of up to 63 bits, small ones in few bits: an Exp-Golomb code of order 0 whose unary prefix and
// first three suffix bits have adaptive models.
class NumberModel {
 public:
  template <class Coder>
  std::uint64_t code(Coder& coder, std::uint64_t value) {
    const std::uint64_t shifted = value + 1;
    unsigned bits = 0;
    while (bits < kMostBits && code_bit(coder, prefix_[bits], shifted >> bits >> 1 != 0)) ++bits;
    std::uint64_t coded = 1;
    for (unsigned i = bits; i-- > 0;) {
      const bool bit = (shifted >> i & 1) != 0;
      const unsigned known = bits - 1 - i;
      coded = coded << 1 | (known < kModelled ? code_bit(coder, suffix_[bits][coded & kMask], bit)
                                              : coder.code(bit, 32'768));
    }
    return coded - 1;
  }
  // Signed numbers are mapped to 0, −1, 1, −2, 2 … (ZigZag encoding).
  template <class Coder>
  std::int64_t code_signed(Coder& coder, std::int64_t value) {
    const std::uint64_t folded =
        code(coder, static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
    return static_cast<std::int64_t>(folded >> 1) ^ -static_cast<std::int64_t>(folded & 1);
  }

 private:
  static constexpr unsigned kMostBits = 63;
  static constexpr unsigned kModelled = 3;
  static constexpr std::uint64_t kMask = (1U << kModelled) - 1;

  std::array<AdaptiveBit, kMostBits> prefix_;
  std::array<std::array<AdaptiveBit, 1U << kModelled>, kMostBits + 1> suffix_;
};

// The logistic domain of the mixer: stretch(p) = ln(p / (1 − p)) in units of 1/256, from −2047 to 2047, and
// its inverse squash(). Probabilities are in units of 1/65536.
class Logistic {
 public:
  static std::uint32_t squash(std::int32_t x) {
    x = std::clamp(x, -kLargest, kLargest);
    const std::int32_t magnitude = x < 0 ? -x : x;
    const auto step = static_cast<std::size_t>(magnitude >> 6);
    const std::int32_t low = kCurve[step], high = kCurve[step + 1];
    const std::int32_t value = low + ((high - low) * (magnitude & 63) >> 6);
    return static_cast<std::uint32_t>(x < 0 ? 65'536 - value : value);
  }
  static std::int32_t stretch(std::uint32_t probability) { return kStretched[probability >> 4]; }

 private:
  static constexpr std::int32_t kLargest = 2047;
  // 65536 / (1 + e^−x) for x = 0, ¼ … 8.
  static constexpr std::array<std::int32_t, 33> kCurve = {
      32768, 36843, 40793, 44511, 47911, 50941, 53581, 55834, 57724, 59287, 60565,
      61598, 62428, 63090, 63615, 64030, 64357, 64614, 64816, 64974, 65097, 65194,
      65269, 65328, 65374, 65410, 65438, 65459, 65476, 65489, 65500, 65508, 65514};
  static const std::array<std::int16_t, 4096> kStretched;
  friend std::array<std::int16_t, 4096> stretched();
};

// Mixes kInputs predictions of one bit by a weighted sum in the logistic domain. The weights are trained
// online, by gradient descent on coding cost. Per bit: add() every input, mix(), code the bit, update().
template <std::size_t kInputs>
class Mixer {
 public:
  Mixer() { weights_.fill(65'536 * 2 / 5); }

  void add(std::size_t input, std::uint32_t probability) { inputs_[input] = Logistic::stretch(probability); }
  // The mixed probability, in units of 1/65536.
  std::uint32_t mix() {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < kInputs; ++i) sum += std::int64_t{weights_[i]} * inputs_[i];
    mixed_ = std::clamp<std::uint32_t>(
        Logistic::squash(static_cast<std::int32_t>(std::clamp<std::int64_t>(sum >> 16, -2047, 2047))), 32,
        65'536 - 32);
    return mixed_;
  }
  void update(bool bit) {
    const std::int32_t error = (bit ? 65'536 : 0) - static_cast<std::int32_t>(mixed_);
    for (std::size_t i = 0; i < kInputs; ++i)
      weights_[i] =
          std::clamp(weights_[i] + (inputs_[i] * error >> kRateShift), -kLargestWeight, kLargestWeight);
  }

 private:
  static constexpr int kRateShift = 13;
  static constexpr std::int32_t kLargestWeight = 1 << 22;
  std::array<std::int32_t, kInputs> weights_;  // in units of 1/65536
  std::array<std::int32_t, kInputs> inputs_{};
  std::uint32_t mixed_ = 0;
};

}  // namespace insyn::track
