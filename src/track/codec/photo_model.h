// Pixels of photos, which are no two alike: each channel as what it is off from where its neighbours point.
#pragma once

#include <bit>
#include <cstdlib>

#include "track/codec/pixels.h"
#include "track/codec/range_coder.h"

namespace insyn::track {

class PhotoModel {
 public:
  // As PixelModel::code(), for a pixel that is kept.
  template <class Coder>
  std::uint32_t code(Coder& coder, const Image& image, int x, int y, std::uint32_t pixel);
  void reset() { *this = {}; }

 private:
  static constexpr int kSlowest = 120;
  using Tree = std::array<AdaptiveBit, 256>;

  // Between the two, or on from them where the third says that there is an edge.
  static int expect(std::uint32_t west, std::uint32_t north, std::uint32_t north_west, int shift) {
    const int w = static_cast<int>(west >> shift & 0xFF), n = static_cast<int>(north >> shift & 0xFF);
    return std::clamp(w + n - static_cast<int>(north_west >> shift & 0xFF), std::min(w, n), std::max(w, n));
  }
  static std::size_t size_of(int difference) {
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
  const auto channel = [&](Tree& tree, int expected, int shift) {
    const std::uint32_t off =
        code_tree<8, kSlowest>(coder, tree, ((pixel >> shift) - static_cast<std::uint32_t>(expected)) & 0xFF);
    return static_cast<int>((static_cast<std::uint32_t>(expected) + off) & 0xFF);
  };
  const auto green_of = [](std::uint32_t one) { return static_cast<int>(one >> 8 & 0xFF); };
  const int unrest =
      std::abs(green_of(west) - green_of(north_west)) + std::abs(green_of(north) - green_of(north_west));
  const int expected = expect(west, north, north_west, 8);
  const int green = channel(greens_[size_of(unrest)], expected, 8);
  const int off = green - expected;
  const auto with_green = [&](int shift) {
    return std::clamp(expect(west, north, north_west, shift) + off, 0, 255);
  };
  const int red_expected = with_green(16);
  const int red = channel(reds_[size_of(off)], red_expected, 16);
  const int blue = channel(blues_[size_of(red - red_expected)], with_green(0), 0);
  return static_cast<std::uint32_t>(red << 16 | green << 8 | blue);
}

}  // namespace insyn::track
