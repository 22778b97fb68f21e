#include "track/codec/lossy_model.h"

#include <algorithm>
#include <cstdlib>

namespace insyn::track {
namespace {

constexpr int kMacroblockSide = 16;
constexpr std::int64_t kLargestCoefficient = 32'767;

using Block = std::array<std::int32_t, 64>;

// The basis functions of the 8-point transform, by frequency.
constexpr std::int32_t kDct[8][8] = {
    {64, 64, 64, 64, 64, 64, 64, 64},     {89, 75, 50, 18, -18, -50, -75, -89},
    {83, 36, -36, -83, -83, -36, 36, 83}, {75, -18, -89, -50, 50, 89, 18, -75},
    {64, -64, -64, 64, 64, -64, -64, 64}, {50, -89, 18, 75, -75, -18, 89, -50},
    {36, -83, 83, -36, -36, 83, -83, 36}, {18, -50, 75, -89, 89, -75, 50, -18}};

// A one-dimensional transform of each column, transposed: after two of them rows are rows again.
template <bool kInverse, int kShift>
Block transform_columns(const Block& in) {
  Block out;
  for (std::size_t column = 0; column < 8; ++column) {
    for (std::size_t to = 0; to < 8; ++to) {
      std::int32_t sum = 1 << (kShift - 1);
      for (std::size_t from = 0; from < 8; ++from)
        sum += in[from * 8 + column] * (kInverse ? kDct[from][to] : kDct[to][from]);
      out[column * 8 + to] = sum >> kShift;
    }
  }
  return out;
}

// Residuals of up to ±1023 to coefficients, and coefficients of up to ±32767 to residuals.
Block forward_transform(const Block& residuals) {
  return transform_columns<false, 9>(transform_columns<false, 2>(residuals));
}
Block inverse_transform(const Block& coefficients) {
  return transform_columns<true, 12>(transform_columns<true, 7>(coefficients));
}

// Diagonal scan, from the lowest frequency to the highest: positions by x + y, then by y.
constexpr std::array<std::uint8_t, 64> kScanOrder = [] {
  std::array<std::uint8_t, 64> order{};
  std::size_t next = 0;
  for (int sum = 0; sum < 15; ++sum)
    for (int y = 0; y < 8; ++y)
      if (sum - y >= 0 && sum - y < 8) order[next++] = static_cast<std::uint8_t>(y * 8 + sum - y);
  return order;
}();

// YCoCg-R, the lossless variant.
struct Colour {
  std::int32_t y = 0, co = 0, cg = 0;
};

Colour colour_of(std::int32_t red, std::int32_t green, std::int32_t blue) {
  Colour colour;
  colour.co = red - blue;
  const std::int32_t middle = blue + (colour.co >> 1);
  colour.cg = green - middle;
  colour.y = middle + (colour.cg >> 1);
  return colour;
}

std::int32_t channel(std::uint32_t pixel, int shift) {
  return static_cast<std::int32_t>(pixel >> shift & 0xFF);
}
Colour colour_of(std::uint32_t pixel) {
  return colour_of(channel(pixel, 16), channel(pixel, 8), channel(pixel, 0));
}

std::uint32_t pixel_of(const Colour& colour) {
  const std::int32_t middle = colour.y - (colour.cg >> 1);
  const std::int32_t blue = middle - (colour.co >> 1);
  const auto byte = [](std::int32_t value) { return static_cast<std::uint32_t>(std::clamp(value, 0, 255)); };
  return byte(blue + colour.co) << 16 | byte(colour.cg + middle) << 8 | byte(blue);
}

// Intra DC: the average of the pixels above and to the left of a macroblock.
Colour dc_prediction(const Image& image, Point at) {
  std::int32_t red = 0, green = 0, blue = 0, count = 0;
  const auto add = [&](std::uint32_t pixel) {
    red += channel(pixel, 16);
    green += channel(pixel, 8);
    blue += channel(pixel, 0);
    ++count;
  };
  for (int i = 0; i < kMacroblockSide; ++i) {
    if (at.y > 0) add(image.at(at.x + i, at.y - 1));
    if (at.x > 0) add(image.at(at.x - 1, at.y + i));
  }
  if (count == 0) return colour_of(128, 128, 128);
  const auto average = [=](std::int32_t sum) { return (sum + count / 2) / count; };
  return colour_of(average(red), average(green), average(blue));
}

// Of a pixel of a macroblock: the block of its luma, and its position in a block.
std::size_t luma_block_of(int x, int y) {
  return static_cast<std::size_t>(y / 8) * 2 + static_cast<std::size_t>(x / 8);
}
std::size_t position_of(int x, int y) {
  return static_cast<std::size_t>(y % 8) * 8 + static_cast<std::size_t>(x % 8);
}
constexpr std::size_t kCo = 4, kCg = 5;

// With a dead zone: rounds up from two thirds of a step.
std::int32_t quantise(std::int32_t coefficient, std::int32_t step) {
  const std::int32_t level = (std::abs(coefficient) + step / 3) / step;
  return coefficient < 0 ? -level : level;
}

bool is_zero(const Block& levels) {
  return std::all_of(levels.begin(), levels.end(), [](std::int32_t level) { return level == 0; });
}

// Of a position in scan order.
std::size_t band_of(std::size_t i) { return i == 0 ? 0 : i < 3 ? 1 : i < 6 ? 2 : i < 15 ? 3 : 4; }

}  // namespace

LossyModel::Block LossyModel::quantised(const Block& residuals, std::int32_t step) {
  const Block coefficients = forward_transform(residuals);
  Block levels;
  for (std::size_t i = 0; i < levels.size(); ++i) levels[i] = quantise(coefficients[kScanOrder[i]], step);
  return levels;
}

LossyModel::Block LossyModel::dequantised(const Block& levels, std::int32_t step) {
  Block coefficients;
  for (std::size_t i = 0; i < levels.size(); ++i)
    coefficients[kScanOrder[i]] = static_cast<std::int32_t>(
        std::clamp(std::int64_t{levels[i]} * step, -kLargestCoefficient, kLargestCoefficient));
  return inverse_transform(coefficients);
}

template <class Coder>
LossyModel::Mode LossyModel::code_mode(Coder& coder, Mode mode) {
  const auto last = static_cast<std::size_t>(last_mode_);
  if (code_bit(coder, skip_[last], mode == Mode::kSkip)) return last_mode_ = Mode::kSkip;
  return last_mode_ = code_bit(coder, inter_[last], mode == Mode::kInter) ? Mode::kInter : Mode::kIntra;
}

template <class Coder>
void LossyModel::code_levels(Coder& coder, Macroblock& levels, Mode mode) {
  const std::size_t intra = mode == Mode::kIntra ? 1 : 0;
  for (std::size_t i = 0; i < levels.size(); ++i) code_block(coder, levels[i], (i < kCo ? 0 : 2) + intra);
}

// Whether all levels are zero, the position of the last one that is not, and the levels up to it.
template <class Coder>
void LossyModel::code_block(Coder& coder, Block& levels, std::size_t model_set) {
  if (code_bit(coder, empty_[model_set], is_zero(levels))) return;
  std::size_t last = levels.size() - 1;
  while (last > 0 && levels[last] == 0) --last;
  last = code_tree<6>(coder, last_positions_[model_set], static_cast<std::uint32_t>(last));
  std::uint64_t before = 0, before2 = 0;
  for (std::size_t i = 0; i <= last; ++i) {
    const std::uint64_t least = i == last ? 1 : 0;
    const auto magnitude = static_cast<std::uint64_t>(std::abs(levels[i]));
    const bool negative = levels[i] < 0;
    NumberModel& model = magnitudes_[model_set][band_of(i)][std::min<std::uint64_t>(before + before2, 3)];
    const std::uint64_t coded =
        std::min<std::uint64_t>(model.code(coder, magnitude - least), kLargestCoefficient) + least;
    before2 = before;
    before = coded;
    levels[i] = static_cast<std::int32_t>(coded);
    if (coded != 0 && coder.code(negative, 32'768)) levels[i] = -levels[i];
  }
}

// By the sum of absolute differences of luma.
LossyModel::Mode LossyModel::choose_prediction(const Image& image, Point at, const Tile& tile,
                                               Point in_tile) {
  const Colour dc = dc_prediction(image, at);
  std::int64_t inter = 0, intra = 0;
  for (int y = 0; y < kMacroblockSide; ++y) {
    for (int x = 0; x < kMacroblockSide; ++x) {
      const std::int32_t luma = colour_of(tile.row(in_tile.y + y)[in_tile.x + x]).y;
      inter += std::abs(luma - colour_of(image.at(at.x + x, at.y + y)).y);
      intra += std::abs(luma - dc.y);
    }
  }
  return inter <= intra ? Mode::kInter : Mode::kIntra;
}

LossyModel::Macroblock LossyModel::residuals_of(const Image& image, Point at, const Tile& tile, Point in_tile,
                                                Mode mode) {
  const Colour dc = dc_prediction(image, at);
  Macroblock residuals{};
  for (int y = 0; y < kMacroblockSide; ++y) {
    for (int x = 0; x < kMacroblockSide; ++x) {
      const Colour source = colour_of(tile.row(in_tile.y + y)[in_tile.x + x]);
      const Colour predicted = mode == Mode::kIntra ? dc : colour_of(image.at(at.x + x, at.y + y));
      residuals[luma_block_of(x, y)][position_of(x, y)] = source.y - predicted.y;
      residuals[kCo][position_of(x / 2, y / 2)] += source.co - predicted.co;
      residuals[kCg][position_of(x / 2, y / 2)] += source.cg - predicted.cg;
    }
  }
  for (const std::size_t chroma : {kCo, kCg})
    for (std::int32_t& sum : residuals[chroma]) sum = (sum + 2) >> 2;
  return residuals;
}

LossyModel::Mode LossyModel::analyse(const Image& image, Point at, const Tile& tile, Point in_tile,
                                     std::int32_t step, Macroblock& levels) {
  const Mode mode = choose_prediction(image, at, tile, in_tile);
  const Macroblock residuals = residuals_of(image, at, tile, in_tile, mode);
  bool zero = true;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    levels[i] = quantised(residuals[i], step);
    zero = zero && is_zero(levels[i]);
  }
  return zero && mode == Mode::kInter ? Mode::kSkip : mode;
}

void LossyModel::reconstruct(Image& image, Point at, Mode mode, const Macroblock& levels, std::int32_t step) {
  const Colour dc = dc_prediction(image, at);
  Macroblock residuals;
  for (std::size_t i = 0; i < levels.size(); ++i) residuals[i] = dequantised(levels[i], step);
  for (int y = 0; y < kMacroblockSide; ++y) {
    std::uint32_t* row = image.row(at.y + y) + at.x;
    for (int x = 0; x < kMacroblockSide; ++x) {
      Colour colour = mode == Mode::kIntra ? dc : colour_of(row[x]);
      colour.y += residuals[luma_block_of(x, y)][position_of(x, y)];
      colour.co += residuals[kCo][position_of(x / 2, y / 2)];
      colour.cg += residuals[kCg][position_of(x / 2, y / 2)];
      row[x] = pixel_of(colour);
    }
  }
}

void LossyModel::encode(RangeEncoder& coder, Image& image, Point at, const Tile& tile,
                        std::uint32_t quantiser) {
  code_tree<3>(coder, quantiser_, quantiser);
  const std::int32_t step = kQuantiserSteps[quantiser];
  for (int y = 0; y < kTileSide; y += kMacroblockSide) {
    for (int x = 0; x < kTileSide; x += kMacroblockSide) {
      Macroblock levels;
      const Point here{at.x + x, at.y + y};
      const Mode mode = code_mode(coder, analyse(image, here, tile, {x, y}, step, levels));
      if (mode == Mode::kSkip) continue;
      code_levels(coder, levels, mode);
      reconstruct(image, here, mode, levels, step);
    }
  }
}

void LossyModel::decode(RangeDecoder& coder, Image& image, Point at) {
  const std::int32_t step = kQuantiserSteps[code_tree<3>(coder, quantiser_, 0)];
  for (int y = 0; y < kTileSide; y += kMacroblockSide) {
    for (int x = 0; x < kTileSide; x += kMacroblockSide) {
      const Mode mode = code_mode(coder, Mode::kSkip);
      if (mode == Mode::kSkip) continue;
      Macroblock levels{};
      code_levels(coder, levels, mode);
      reconstruct(image, {at.x + x, at.y + y}, mode, levels, step);
    }
  }
}

}  // namespace insyn::track
