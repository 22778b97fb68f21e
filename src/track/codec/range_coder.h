// A binary range coder: writes yes-or-no decisions at about their information content, −log2 of the
// probability that they were given. The carry-less coder of lpaq and PAQ, with 32-bit bounds.
//
// Encoder and decoder have the same code(): the encoder takes the bit and returns it; the decoder ignores the
// bit that it is given and returns the one it has read. A function template over the coder is therefore both
// the writing and the reading of a syntax element, and the two cannot differ.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace insyn::track {

class RangeEncoder {
 public:
  // `probability` of a 1, in units of 1/65536, from 1 to 65535.
  bool code(bool bit, std::uint32_t probability) {
    const std::uint32_t middle = low_ + split(high_ - low_, probability);
    if (bit) {
      high_ = middle;
    } else {
      low_ = middle + 1;
    }
    while (((low_ ^ high_) >> 24) == 0) shift();
    return bit;
  }
  // Of the bytes that are decided so far; up to four more follow with finish().
  std::size_t size() const { return bytes_.size(); }
  // All bytes, at least one. The encoder then starts anew.
  Bytes finish();

  // Divides an interval of `range` + 1 codes: those up to and with the result mean 1, those above it 0.
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

// Decodes any bytes without an error. Past their end it reads zeros; the caller has to check overrun().
class RangeDecoder {
 public:
  // `bytes` must outlive the decoder.
  explicit RangeDecoder(ByteView bytes);

  bool code(bool /*ignored*/, std::uint32_t probability) {
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
  // How many bytes have been read; the last four of them are not decided yet.
  std::size_t offset() const { return offset_; }
  // Whether more zeros were read past the end than an encoder leaves out.
  bool overrun() const { return offset_ > bytes_.size() + 3; }
  bool has_unread_bytes() const { return offset_ < bytes_.size(); }

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

}  // namespace insyn::track
