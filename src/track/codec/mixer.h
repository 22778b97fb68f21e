// Several opinions on how likely a 1 is, joined into one: each counts for as much as it was worth so far.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace insyn::track {

// ln(p / (1 − p)) and back, in 256ths, from −2047 to 2047; probabilities in 65536ths. By tables and whole
// numbers alone, so that every computer gets the same.
class Logistic {
 public:
  // The probability that `at` stands for.
  static std::uint32_t squash(std::int32_t at) {
    at = std::clamp(at, -kFarthest, kFarthest);
    const std::int32_t distance = at < 0 ? -at : at;
    const auto step = static_cast<std::size_t>(distance >> 6);
    const std::int32_t low = kCurve[step], high = kCurve[step + 1];
    const std::int32_t value = low + ((high - low) * (distance & 63) >> 6);
    return static_cast<std::uint32_t>(at < 0 ? 65'536 - value : value);
  }
  static std::int32_t stretch(std::uint32_t probability) { return kStretched[probability >> 4]; }

 private:
  static constexpr std::int32_t kFarthest = 2047;
  // 65536 / (1 + e^−x) for x = 0, ¼ … 8.
  static constexpr std::array<std::int32_t, 33> kCurve = {
      32768, 36843, 40793, 44511, 47911, 50941, 53581, 55834, 57724, 59287, 60565,
      61598, 62428, 63090, 63615, 64030, 64357, 64614, 64816, 64974, 65097, 65194,
      65269, 65328, 65374, 65410, 65438, 65459, 65476, 65489, 65500, 65508, 65514};
  static const std::array<std::int16_t, 4096> kStretched;
  friend std::array<std::int16_t, 4096> stretched();
};

template <std::size_t kInputs>
class Mixer {
 public:
  Mixer() { weights_.fill(65'536 * 2 / 5); }

  void add(std::size_t input, std::uint32_t probability) {
    stretched_[input] = Logistic::stretch(probability);
  }
  std::uint32_t mix() {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < kInputs; ++i) sum += std::int64_t{weights_[i]} * stretched_[i];
    mixed_ = std::clamp<std::uint32_t>(
        Logistic::squash(static_cast<std::int32_t>(std::clamp<std::int64_t>(sum >> 16, -2047, 2047))), 32,
        65'536 - 32);
    return mixed_;
  }
  void learn(bool bit) {
    const std::int32_t error = (bit ? 65'536 : 0) - static_cast<std::int32_t>(mixed_);
    for (std::size_t i = 0; i < kInputs; ++i)
      weights_[i] = std::clamp(weights_[i] + (stretched_[i] * error >> kSlowness), -kHeaviest, kHeaviest);
  }

 private:
  static constexpr int kSlowness = 13;
  static constexpr std::int32_t kHeaviest = 1 << 22;
  std::array<std::int32_t, kInputs> weights_;
  std::array<std::int32_t, kInputs> stretched_{};
  std::uint32_t mixed_ = 0;
};

}  // namespace insyn::track
