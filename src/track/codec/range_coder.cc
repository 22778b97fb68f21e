#include "track/codec/range_coder.h"

namespace insyn::track {

// Behind the end zeros are read: of the numbers between low and high, which all say the same, the one that
// ends with the most of them.
Bytes RangeEncoder::finish() {
  for (int kept = 1; kept <= 4; ++kept) {
    const std::uint32_t left_out = kept == 4 ? 0 : 0xFFFF'FFFFU >> (8 * kept);
    const std::uint32_t code = high_ & ~left_out;
    if (code < low_) continue;
    for (int i = 0; i < kept; ++i) bytes_.push_back(static_cast<std::uint8_t>(code >> (24 - 8 * i)));
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
