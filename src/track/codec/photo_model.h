// Lossless coding of photographic pixels: each channel as the residual of the median edge detector of LOCO-I
// (JPEG-LS, ITU-T T.87), green first, and its residual carried over to red and blue.
#pragma once

#include <bit>
#include <cstdlib>

#include "track/codec/bit_models.h"
#include "track/codec/pixels.h"

namespace insyn::track {

class PhotoModel {
 public:
  // Codes the kept pixel of `image` at (x, y) from those above and to the left of it, and does not put it
  // there. Encoder: `pixel` is coded. Decoder: `pixel` is ignored. Returns the coded pixel.
  template <class Coder>
  std::uint32_t code(Coder& coder, const Image& image, int x, int y, std::uint32_t pixel);
  void reset() { *this = {}; }

 private:
  static constexpr int kLimit = 120;
  using Tree = std::array<AdaptiveBit, 256>;

  // The median edge detector: the median of W, N and W + N − NW.
  static int predict(std::uint32_t west, std::uint32_t north, std::uint32_t north_west, int shift) {
    const int w = static_cast<int>(west >> shift & 0xFF), n = static_cast<int>(north >> shift & 0xFF);
    return std::clamp(w + n - static_cast<int>(north_west >> shift & 0xFF), std::min(w, n), std::max(w, n));
  }
  // The context of a difference: the bit length of its magnitude, 0 to 7.
  static std::size_t magnitude_of(int difference) {
    return std::min<std::size_t>(
        7, static_cast<std::size_t>(std::bit_width(static_cast<unsigned>(std::abs(difference)))));
  }

  std::array<Tree, 8> greens_, reds_, blues_;
};

template <class Coder>
std::uint32_t PhotoModel::code(Coder& coder, const Image& image, int x, int y, std::uint32_t pixel) {
  const std::uint32_t* here = image.row(y) + x;
  const std::uint32_t west = x > 0 ? here[-1] : 0;
  const std::uint32_t north = y > 0 ? here[-image.width] : west;
  const std::uint32_t north_west = x > 0 && y > 0 ? here[-image.width - 1] : north;
  const auto channel = [&](Tree& tree, int predicted, int shift) {
    const std::uint32_t residual =
        code_tree<8, kLimit>(coder, tree, ((pixel >> shift) - static_cast<std::uint32_t>(predicted)) & 0xFF);
    return static_cast<int>((static_cast<std::uint32_t>(predicted) + residual) & 0xFF);
  };
  const auto green_of = [](std::uint32_t one) { return static_cast<int>(one >> 8 & 0xFF); };
  const int activity =
      std::abs(green_of(west) - green_of(north_west)) + std::abs(green_of(north) - green_of(north_west));
  const int predicted_green = predict(west, north, north_west, 8);
  const int green = channel(greens_[magnitude_of(activity)], predicted_green, 8);
  const int residual = green - predicted_green;
  const auto predict_with_green = [&](int shift) {
    return std::clamp(predict(west, north, north_west, shift) + residual, 0, 255);
  };
  const int predicted_red = predict_with_green(16);
  const int red = channel(reds_[magnitude_of(residual)], predicted_red, 16);
  const int blue = channel(blues_[magnitude_of(red - predicted_red)], predict_with_green(0), 0);
  return static_cast<std::uint32_t>(red << 16 | green << 8 | blue);
}

}  // namespace insyn::track
