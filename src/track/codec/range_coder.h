// Yes-or-no decisions as bytes: a binary range coder. A decision that was expected costs a small part of a
// bit.
//
// Encoder and Decoder have the same calls. The encoder is told each decision and gives it back; the decoder
// ignores what it is told and gives back what was written. So one function, written once for any coder, is
// both the writing and the reading of a thing, and the two cannot come apart.
#pragma once

#include <algorithm>
#include <array>

#include "base/bytes.h"

namespace insyn::track {

// How likely a 1 is, in 65536ths, learned from what came before: the first decisions count for most, later
// ones for a share of 1/(kSlowest + 1.5).
class AdaptiveBit {
 public:
  std::uint32_t probability() const { return state_ >> (kSeenBits + kFiner); }
  template <int kSlowest = 62>
  void learn(bool bit) {
    static_assert(kSlowest < kRates);
    const std::uint32_t seen = state_ & (kRates - 1);
    const std::uint64_t old = state_ >> kSeenBits, share = kShare[seen];
    const std::uint64_t learned = bit ? std::min(old + ((kOne - 1 - old) * share >> 16), kOne - kLeast)
                                      : std::max(old - (old * share >> 16), kLeast);
    state_ = static_cast<std::uint32_t>(learned) << kSeenBits | (seen < kSlowest ? seen + 1 : seen);
  }

 private:
  static constexpr int kSeenBits = 8;
  static constexpr int kFiner = 6;  // bits behind the 65536ths
  static constexpr std::uint64_t kOne = std::uint64_t{65'536} << kFiner;
  static constexpr std::uint64_t kLeast = std::uint64_t{24} << kFiner;
  static constexpr int kRates = 1 << kSeenBits;
  static constexpr std::array<std::uint32_t, kRates> kShare = [] {
    std::array<std::uint32_t, kRates> share{};
    for (std::uint32_t i = 0; i < kRates; ++i) share[i] = 2 * 32'767 / (2 * i + 3);
    return share;
  }();

  std::uint32_t state_ = 32'768U << (kSeenBits + kFiner);  // the probability, and how often it was seen
};

class RangeEncoder {
 public:
  static constexpr bool kWrites = true;
  // `probability` of a 1, from 1 to 65535 in 65536ths.
  bool decide(bool bit, std::uint32_t probability) {
    const std::uint32_t middle = low_ + split(high_ - low_, probability);
    if (bit) {
      high_ = middle;
    } else {
      low_ = middle + 1;
    }
    while (((low_ ^ high_) >> 24) == 0) shift();
    return bit;
  }
  std::size_t size() const { return bytes_.size(); }
  // The bytes so far, at least one; starts anew.
  Bytes finish();

  // Where `range` + 1 numbers are divided between 1 (up to and with the answer) and 0.
  static std::uint32_t split(std::uint32_t range, std::uint32_t probability) {
    return static_cast<std::uint32_t>(std::uint64_t{range} * probability >> 16);
  }

 private:
  void shift() {
    bytes_.push_back(static_cast<std::uint8_t>(high_ >> 24));
    low_ <<= 8;
    high_ = high_ << 8 | 0xFF;
  }

  Bytes bytes_;
  std::uint32_t low_ = 0;
  std::uint32_t high_ = 0xFFFF'FFFF;
};

// Any bytes are decisions. Behind their end zeros are read, which a reader has to notice: see overrun().
class RangeDecoder {
 public:
  static constexpr bool kWrites = false;
  explicit RangeDecoder(ByteView bytes);

  bool decide(bool /*ignored*/, std::uint32_t probability) {
    const std::uint32_t middle = low_ + RangeEncoder::split(high_ - low_, probability);
    const bool bit = code_ <= middle;
    if (bit) {
      high_ = middle;
    } else {
      low_ = middle + 1;
    }
    while (((low_ ^ high_) >> 24) == 0) shift();
    return bit;
  }
  // How many bytes have been taken in, of which the last four are still undecided.
  std::size_t offset() const { return offset_; }
  // More was read than any encoder would have left out.
  bool overrun() const { return offset_ > bytes_.size() + 3; }
  bool has_rest() const { return offset_ < bytes_.size(); }

 private:
  void shift() {
    low_ <<= 8;
    high_ = high_ << 8 | 0xFF;
    code_ = code_ << 8 | next();
  }
  std::uint32_t next() {
    const std::size_t at = offset_++;
    return at < bytes_.size() ? bytes_[at] : 0;
  }

  ByteView bytes_;
  std::size_t offset_ = 0;
  std::uint32_t low_ = 0;
  std::uint32_t high_ = 0xFFFF'FFFF;
  std::uint32_t code_ = 0;
};

// Decides by what `model` has learned, and lets it learn from this.
template <int kSlowest = 62, class Coder>
bool code_bit(Coder& coder, AdaptiveBit& model, bool bit) {
  bit = coder.decide(bit, model.probability());
  model.learn<kSlowest>(bit);
  return bit;
}

// `kBits` bits of a number, the highest first, each learned beside those before it.
template <int kBits, int kSlowest = 62, class Coder>
std::uint32_t code_tree(Coder& coder, std::array<AdaptiveBit, std::size_t{1} << kBits>& models,
                        std::uint32_t value) {
  std::uint32_t node = 1;
  for (int i = kBits - 1; i >= 0; --i)
    node = node << 1 | (code_bit<kSlowest>(coder, models[node], (value >> i & 1) != 0) ? 1U : 0U);
  return node - (1U << kBits);
}

// A number of up to 63 bits of which small ones are likelier: how many bits it has, then these.
class NumberModel {
 public:
  template <class Coder>
  std::uint64_t code(Coder& coder, std::uint64_t value) {
    const std::uint64_t more = value + 1;
    unsigned bits = 0;
    while (bits < kMostBits && code_bit(coder, lengths_[bits], more >> bits >> 1 != 0)) ++bits;
    std::uint64_t got = 1;
    for (unsigned i = bits; i-- > 0;) {
      const bool bit = (more >> i & 1) != 0;
      const unsigned known = bits - 1 - i;
      got = got << 1 | (known < kLearned ? code_bit(coder, leading_[bits][got & kMask], bit)
                                         : coder.decide(bit, 32'768));
    }
    return got - 1;
  }
  template <class Coder>
  std::int64_t code_signed(Coder& coder, std::int64_t value) {
    const std::uint64_t folded =
        code(coder, static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
    return static_cast<std::int64_t>(folded >> 1) ^ -static_cast<std::int64_t>(folded & 1);
  }

 private:
  static constexpr unsigned kMostBits = 63;
  static constexpr unsigned kLearned = 3;  // of a number's bits behind its highest
  static constexpr std::uint64_t kMask = (1U << kLearned) - 1;

  std::array<AdaptiveBit, kMostBits> lengths_;
  std::array<std::array<AdaptiveBit, 1U << kLearned>, kMostBits + 1> leading_;
};

}  // namespace insyn::track
