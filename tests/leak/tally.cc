#include "leak/tally.h"

#include "support/client_paint.h"
#include "track/tile.h"

namespace insyn::leak {

using support::Family;

bool Tally::add(track::PixelView picture) {
  std::uint64_t foreign = 0, own = 0, strange = 0;
  for (int y = 0; y < picture.height; ++y) {
    const std::uint32_t* row = picture.row(y);
    for (int x = 0; x < picture.width; ++x) {
      if (track::is_withheld(row[x])) continue;
      const bool is_foreign = support::is_of(Family::kForeign, row[x]);
      const bool is_own = support::is_of(Family::kOurs, row[x]);
      foreign += is_foreign ? 1 : 0;
      own += is_own ? 1 : 0;
      strange += is_foreign || is_own ? 0 : 1;
      if (!is_foreign && !is_own) a_strange_colour = row[x];
    }
  }
  foreign_pixels += foreign;
  own_pixels += own;
  strange_pixels += strange;
  return foreign != 0;
}

bool Tally::add(const track::Surface& surface) {
  bool foreign = add(surface.pixels.view());
  for (const auto& [column, row] : surface.rough) {
    const Rect tile{column * track::kTileSide, row * track::kTileSide, track::kTileSide, track::kTileSide};
    foreign_pixels += static_cast<std::uint64_t>(intersection(tile, surface.pixels.bounds()).area());
    foreign = true;
  }
  return foreign;
}

double Tally::withheld_share() const {
  double withheld = 0;
  for (const auto& entry : withheld_time) withheld += entry.second;
  return area_time == 0 ? 0 : withheld / area_time;
}

}  // namespace insyn::leak
