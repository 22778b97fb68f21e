#include "track/codec/bit_models.h"

namespace insyn::track {

// Inverts squash(): for each class of 16 probabilities the smallest x whose squash(x) reaches the middle of
// the class.
std::array<std::int16_t, 4096> stretched() {
  std::array<std::int16_t, 4096> table{};
  std::int32_t x = -Logistic::kLargest;
  for (std::size_t i = 0; i < table.size(); ++i) {
    while (x < Logistic::kLargest && Logistic::squash(x) < i * 16 + 8) ++x;
    table[i] = static_cast<std::int16_t>(x);
  }
  return table;
}

const std::array<std::int16_t, 4096> Logistic::kStretched = stretched();

}  // namespace insyn::track
