#include "track/codec/block_transform.h"

#include <cstddef>

namespace insyn::track {
namespace {

constexpr std::int32_t kWaves[8][8] = {
    {64, 64, 64, 64, 64, 64, 64, 64},     {89, 75, 50, 18, -18, -50, -75, -89},
    {83, 36, -36, -83, -83, -36, 36, 83}, {75, -18, -89, -50, 50, 89, 18, -75},
    {64, -64, -64, 64, 64, -64, -64, 64}, {50, -89, 18, 75, -75, -18, 89, -50},
    {36, -83, 83, -36, -36, 83, -83, 36}, {18, -50, 75, -89, 89, -75, 50, -18}};

// Each column of `in` becomes a row: twice, and rows are rows again.
template <bool kBack, int kShift>
Block pass(const Block& in) {
  Block out;
  for (std::size_t column = 0; column < 8; ++column) {
    for (std::size_t to = 0; to < 8; ++to) {
      std::int32_t sum = 1 << (kShift - 1);
      for (std::size_t from = 0; from < 8; ++from)
        sum += in[from * 8 + column] * (kBack ? kWaves[from][to] : kWaves[to][from]);
      out[column * 8 + to] = sum >> kShift;
    }
  }
  return out;
}

}  // namespace

Block waves_of(const Block& differences) { return pass<false, 9>(pass<false, 2>(differences)); }
Block differences_of(const Block& waves) { return pass<true, 12>(pass<true, 7>(waves)); }

const std::array<std::uint8_t, 64> kWaveOrder = [] {
  std::array<std::uint8_t, 64> order{};
  std::size_t next = 0;
  for (int sum = 0; sum < 15; ++sum)
    for (int y = 0; y < 8; ++y)
      if (sum - y >= 0 && sum - y < 8) order[next++] = static_cast<std::uint8_t>(y * 8 + sum - y);
  return order;
}();

}  // namespace insyn::track
