#include "track/codec/literal_model.h"

#include <cstdlib>

namespace insyn::track {
namespace {

// Neighbours that differ by at least this in green define a colour line by themselves.
constexpr int kFarApart = 24;

}  // namespace

LiteralModel::LiteralModel() : table_(std::size_t{1} << kTableBits) {}

void LiteralModel::reset() {
  std::fill(table_.begin(), table_.end(), Nibble{});
  byte_mixers_ = {};
  zero_mixers_ = {};
  inks_.fill(0);
  withheld_ = {};
  reasons_.fill({});
}

ColourLine LiteralModel::line_through(const Neighbours& near) const {
  ColourLine line{near.west, near.west};
  for (const std::uint32_t one : {near.north, near.north_west, near.north_east, near.west2, near.north2}) {
    if (green_of(one) < green_of(line.from)) line.from = one;
    if (green_of(one) > green_of(line.to)) line.to = one;
  }
  if (green_of(line.to) - green_of(line.from) >= kFarApart) return line;
  return {near.west, inks_[hash(0, near.west) >> 24]};
}

// The pixel becomes the ink of its background unless the known ink has clearly more contrast, as it has where
// the pixel is the edge of a letter.
void LiteralModel::update_ink(const Neighbours& near, std::uint32_t pixel) {
  std::uint32_t& ink = inks_[hash(0, near.west) >> 24];
  const int background = green_of(near.west);
  if (std::abs(green_of(pixel) - background) * 4 >= std::abs(green_of(ink) - background) * 3) ink = pixel;
}

}  // namespace insyn::track
