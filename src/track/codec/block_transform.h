// 8×8 values as how much there is of each of 64 waves, and back: the integer transform of HEVC (ITU-T H.265,
// 8.6.4.2), so that every computer gets the same.
#pragma once

#include <array>
#include <cstdint>

namespace insyn::track {

inline constexpr int kBlockSide = 8;
// Row by row. Of waves: those that are wide in both directions first.
using Block = std::array<std::int32_t, kBlockSide * kBlockSide>;

// Of differences of up to ±1023.
Block waves_of(const Block& differences);
// Of waves of up to ±32767.
Block differences_of(const Block& waves);

// Where in a block the waves lie in the order in which they are told: from the widest to the finest.
extern const std::array<std::uint8_t, 64> kWaveOrder;

}  // namespace insyn::track
