#include "track/codec/range_coder.h"

#include <utility>

namespace insyn::track {

// The decoder reads zeros past the end, so trailing zero bytes need not be written: of the codes between low
// and high, which all decode alike, this takes the one with the most of them.
Bytes RangeEncoder::finish() {
  for (int size = 1; size <= 4; ++size) {
    const std::uint32_t mask = size == 4 ? 0 : 0xFFFF'FFFFU >> (8 * size);
    const std::uint32_t code = high_ & ~mask;
    if (code < low_) continue;
    for (int i = 0; i < size; ++i) bytes_.push_back(static_cast<std::uint8_t>(code >> (24 - 8 * i)));
    break;
  }
  low_ = 0;
  high_ = 0xFFFF'FFFF;
  return std::exchange(bytes_, {});
}

RangeDecoder::RangeDecoder(ByteView bytes) : bytes_(bytes) {
  for (int i = 0; i < 4; ++i) code_ = code_ << 8 | next();
}

}  // namespace insyn::track
