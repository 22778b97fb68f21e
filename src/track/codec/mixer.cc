#include "track/codec/mixer.h"

namespace insyn::track {

// For each probability (in the middle of its 16) the lowest place that stands for at least as much.
std::array<std::int16_t, 4096> stretched() {
  std::array<std::int16_t, 4096> table{};
  std::int32_t at = -Logistic::kFarthest;
  for (std::size_t i = 0; i < table.size(); ++i) {
    while (at < Logistic::kFarthest && Logistic::squash(at) < i * 16 + 8) ++at;
    table[i] = static_cast<std::int16_t>(at);
  }
  return table;
}

const std::array<std::int16_t, 4096> Logistic::kStretched = stretched();

}  // namespace insyn::track
