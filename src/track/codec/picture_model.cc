#include "track/codec/picture_model.h"

#include <algorithm>
#include <cstdlib>

#include "track/codec/surfaces.h"

namespace insyn::track {
namespace {

constexpr std::int64_t kLargestWave = 32'767;

// Brightness and two differences of colour; back to the same red, green and blue.
struct Colour {
  std::int32_t bright = 0, orange = 0, green = 0;
};

Colour colour_of(std::int32_t red, std::int32_t green, std::int32_t blue) {
  Colour colour;
  colour.orange = red - blue;
  const std::int32_t middle = blue + (colour.orange >> 1);
  colour.green = green - middle;
  colour.bright = middle + (colour.green >> 1);
  return colour;
}

std::int32_t part(std::uint32_t pixel, int shift) { return static_cast<std::int32_t>(pixel >> shift & 0xFF); }
Colour colour_of(std::uint32_t pixel) { return colour_of(part(pixel, 16), part(pixel, 8), part(pixel, 0)); }

std::uint32_t pixel_of(const Colour& colour) {
  const std::int32_t middle = colour.bright - (colour.green >> 1);
  const std::int32_t blue = middle - (colour.orange >> 1);
  const auto byte = [](std::int32_t value) { return static_cast<std::uint32_t>(std::clamp(value, 0, 255)); };
  return byte(blue + colour.orange) << 16 | byte(colour.green + middle) << 8 | byte(blue);
}

// The average of the pixels above and to the left of a quarter.
Colour surroundings(const Image& image, Point at) {
  std::int32_t red = 0, green = 0, blue = 0, count = 0;
  const auto add = [&](std::uint32_t pixel) {
    red += part(pixel, 16);
    green += part(pixel, 8);
    blue += part(pixel, 0);
    ++count;
  };
  for (int i = 0; i < kQuarterSide; ++i) {
    if (at.y > 0) add(image.at(at.x + i, at.y - 1));
    if (at.x > 0) add(image.at(at.x - 1, at.y + i));
  }
  if (count == 0) return colour_of(128, 128, 128);
  const auto average = [=](std::int32_t sum) { return (sum + count / 2) / count; };
  return colour_of(average(red), average(green), average(blue));
}

// Where the brightness of a quarter's pixel lies: the block, and the place in it.
std::size_t block_at(int x, int y) {
  return static_cast<std::size_t>(y / 8) * 2 + static_cast<std::size_t>(x / 8);
}
std::size_t place_at(int x, int y) {
  return static_cast<std::size_t>(y % 8) * 8 + static_cast<std::size_t>(x % 8);
}

std::int32_t rounded(std::int32_t wave, std::int32_t step) {
  const std::int32_t level = (std::abs(wave) + step / 3) / step;
  return wave < 0 ? -level : level;
}

Block levels_of(const Block& differences, std::int32_t step) {
  const Block waves = waves_of(differences);
  Block levels;
  for (std::size_t i = 0; i < levels.size(); ++i) levels[i] = rounded(waves[kWaveOrder[i]], step);
  return levels;
}

Block differences_from(const Block& levels, std::int32_t step) {
  Block waves;
  for (std::size_t i = 0; i < levels.size(); ++i)
    waves[kWaveOrder[i]] =
        static_cast<std::int32_t>(std::clamp(std::int64_t{levels[i]} * step, -kLargestWave, kLargestWave));
  return differences_of(waves);
}

bool is_empty(const Block& block) {
  return std::all_of(block.begin(), block.end(), [](std::int32_t level) { return level == 0; });
}

}  // namespace

template <class Coder>
void PictureModel::code_fineness(Coder& coder, std::uint32_t& fineness) {
  fineness = code_tree<3>(coder, fineness_, fineness);
}

template <class Coder>
PictureModel::How PictureModel::code_how(Coder& coder, How how) {
  const auto last = static_cast<std::size_t>(last_);
  if (code_bit(coder, stays_[last], how == How::kStays)) return last_ = How::kStays;
  return last_ = code_bit(coder, changed_[last], how == How::kChanged) ? How::kChanged : How::kNew;
}

template <class Coder>
void PictureModel::code_quarter(Coder& coder, Quarter& quarter, How how) {
  const std::size_t fresh = how == How::kNew ? 1 : 0;
  for (std::size_t i = 0; i < quarter.size(); ++i) code_block(coder, quarter[i], (i < 4 ? 0 : 2) + fresh);
}

template <class Coder>
void PictureModel::code_block(Coder& coder, Block& block, std::size_t sort) {
  if (code_bit(coder, empty_[sort], is_empty(block))) return;
  std::size_t last = block.size() - 1;
  while (last > 0 && block[last] == 0) --last;
  last = code_tree<6>(coder, lasts_[sort], static_cast<std::uint32_t>(last));
  std::uint64_t before = 0, before2 = 0;
  for (std::size_t i = 0; i <= last; ++i) {
    const std::size_t band = i == 0 ? 0 : i < 3 ? 1 : i < 6 ? 2 : i < 15 ? 3 : 4;
    const std::uint64_t least = i == last ? 1 : 0;
    const auto size = static_cast<std::uint64_t>(std::abs(block[i]));
    const bool below = block[i] < 0;
    NumberModel& model = levels_[sort][band][std::min<std::uint64_t>(before + before2, 3)];
    const std::uint64_t told = std::min<std::uint64_t>(model.code(coder, size - least), kLargestWave) + least;
    before2 = before;
    before = told;
    block[i] = static_cast<std::int32_t>(told);
    if (told != 0 && coder.decide(below, 32'768)) block[i] = -block[i];
  }
}

PictureModel::How PictureModel::measure(const Image& image, Point at, const Tile& tile, Point in_tile,
                                        std::int32_t step, Quarter& quarter) {
  const Colour around = surroundings(image, at);
  std::int64_t from_before = 0, from_around = 0;
  for (int y = 0; y < kQuarterSide; ++y) {
    for (int x = 0; x < kQuarterSide; ++x) {
      const std::int32_t bright = colour_of(tile.row(in_tile.y + y)[in_tile.x + x]).bright;
      from_before += std::abs(bright - colour_of(image.at(at.x + x, at.y + y)).bright);
      from_around += std::abs(bright - around.bright);
    }
  }
  const How how = from_before <= from_around ? How::kChanged : How::kNew;
  std::array<Block, 6> differences{};
  for (int y = 0; y < kQuarterSide; ++y) {
    for (int x = 0; x < kQuarterSide; ++x) {
      const Colour wanted = colour_of(tile.row(in_tile.y + y)[in_tile.x + x]);
      const Colour had = how == How::kNew ? around : colour_of(image.at(at.x + x, at.y + y));
      differences[block_at(x, y)][place_at(x, y)] = wanted.bright - had.bright;
      differences[4][place_at(x / 2, y / 2)] += wanted.orange - had.orange;
      differences[5][place_at(x / 2, y / 2)] += wanted.green - had.green;
    }
  }
  for (const std::size_t colours : {4U, 5U})
    for (std::int32_t& sum : differences[colours]) sum = (sum + 2) >> 2;
  bool empty = true;
  for (std::size_t i = 0; i < quarter.size(); ++i) {
    quarter[i] = levels_of(differences[i], step);
    empty = empty && is_empty(quarter[i]);
  }
  return empty && how == How::kChanged ? How::kStays : how;
}

void PictureModel::rebuild(Image& image, Point at, How how, const Quarter& quarter, std::int32_t step) {
  const Colour around = surroundings(image, at);
  std::array<Block, 6> differences;
  for (std::size_t i = 0; i < quarter.size(); ++i) differences[i] = differences_from(quarter[i], step);
  for (int y = 0; y < kQuarterSide; ++y) {
    std::uint32_t* row = image.row(at.y + y) + at.x;
    for (int x = 0; x < kQuarterSide; ++x) {
      Colour colour = how == How::kNew ? around : colour_of(row[x]);
      colour.bright += differences[block_at(x, y)][place_at(x, y)];
      colour.orange += differences[4][place_at(x / 2, y / 2)];
      colour.green += differences[5][place_at(x / 2, y / 2)];
      row[x] = pixel_of(colour);
    }
  }
}

void PictureModel::encode(RangeEncoder& coder, Image& image, Point at, const Tile& tile,
                          std::uint32_t fineness) {
  code_fineness(coder, fineness);
  for (int y = 0; y < kTileSide; y += kQuarterSide) {
    for (int x = 0; x < kTileSide; x += kQuarterSide) {
      Quarter quarter;
      const Point here{at.x + x, at.y + y};
      const How how = code_how(coder, measure(image, here, tile, {x, y}, kFineness[fineness], quarter));
      if (how == How::kStays) continue;
      code_quarter(coder, quarter, how);
      rebuild(image, here, how, quarter, kFineness[fineness]);
    }
  }
}

void PictureModel::decode(RangeDecoder& coder, Image& image, Point at) {
  std::uint32_t fineness = 0;
  code_fineness(coder, fineness);
  for (int y = 0; y < kTileSide; y += kQuarterSide) {
    for (int x = 0; x < kTileSide; x += kQuarterSide) {
      const How how = code_how(coder, How::kStays);
      if (how == How::kStays) continue;
      Quarter quarter{};
      code_quarter(coder, quarter, how);
      rebuild(image, {at.x + x, at.y + y}, how, quarter, kFineness[fineness]);
    }
  }
}

}  // namespace insyn::track
