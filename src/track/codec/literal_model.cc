#include "track/codec/literal_model.h"

#include <cstdlib>

namespace insyn::track {
namespace {

// Neighbours further apart than this tell the line well enough.
constexpr int kWide = 24;

}  // namespace

LiteralModel::LiteralModel() : lines_(std::size_t{1} << kLineBits) {}

void LiteralModel::reset() {
  std::fill(lines_.begin(), lines_.end(), Line{});
  bytes_ = {};
  exact_ = {};

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
  if (green_of(line.to) - green_of(line.from) >= kWide) return line;
  return {near.west, inks_[hash(0, near.west) >> 24]};
}

void LiteralModel::learn(const Neighbours& near, std::uint32_t pixel) {
  std::uint32_t& ink = inks_[hash(0, near.west) >> 24];
  const int ground = green_of(near.west);
  if (std::abs(green_of(pixel) - ground) * 4 >= std::abs(green_of(ink) - ground) * 3) ink = pixel;
}

}  // namespace insyn::track
