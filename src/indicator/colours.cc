#include "indicator/colours.h"

#include <algorithm>
#include <cmath>

#include "indicator/border.h"

namespace insyn::indicator {
namespace {

using Colour = std::array<double, 3>;  // 0 to 1

constexpr double kLeastDifference = 0.05;
// Tables with fewer steps cannot tell the two shades apart whatever they contain.
constexpr std::size_t kStepsForShades = 256;

Colour shown(std::uint32_t rgb, const ColourTables& tables) {
  const Colour wanted = {(rgb >> 16U & 0xffU) / 255.0, (rgb >> 8U & 0xffU) / 255.0, (rgb & 0xffU) / 255.0};
  Colour colour = wanted;
  if (tables.matrix) {
    for (std::size_t row = 0; row < 3; ++row) {
      double sum = 0;
      for (std::size_t i = 0; i < 3; ++i) sum += (*tables.matrix)[3 * row + i] * wanted[i];
      colour[row] = std::isfinite(sum) ? std::clamp(sum, 0.0, 1.0) : 0;
    }
  }
  for (std::size_t i = 0; i < 3; ++i) {
    const std::vector<std::uint16_t>& ramp = tables.ramps[i];
    if (ramp.empty()) continue;
    const auto step = static_cast<std::size_t>(std::lround(colour[i] * static_cast<double>(ramp.size() - 1)));
    colour[i] = ramp[step] / 65535.0;
  }
  return colour;
}

double difference(const Colour& a, const Colour& b) {
  double most = 0;
  for (std::size_t i = 0; i < 3; ++i) most = std::max(most, std::abs(a[i] - b[i]));
  return most;
}

bool can_tell_shades(const ColourTables& tables) {
  return std::all_of(tables.ramps.begin(), tables.ramps.end(),
                     [](const auto& ramp) { return ramp.empty() || ramp.size() >= kStepsForShades; });
}

}  // namespace

bool leave_border_visible(const ColourTables& tables) {
  const Colour one = shown(kShades[0], tables), other = shown(kShades[1], tables);
  if (can_tell_shades(tables) && difference(one, other) == 0) return false;
  for (const std::uint32_t beside : {0x000000U, 0xffffffU, 0x808080U}) {
    const Colour seen = shown(beside, tables);
    if (std::min(difference(one, seen), difference(other, seen)) < kLeastDifference) return false;
  }
  return true;
}

}  // namespace insyn::indicator
