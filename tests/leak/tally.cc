#include "leak/tally.h"

#include "support/client_paint.h"
#include "track/codec/tile.h"

namespace insyn::leak {

using support::Family;

namespace {

// Not of the family's colours, and still nearer to them than anything that an application shows.
std::uint64_t close_to_foreign(const track::Image& pixels, const Rect& area) {
  std::uint64_t count = 0;
  for (int y = area.y; y < area.bottom(); ++y) {
    for (int x = area.x; x < area.right(); ++x) {
      const std::uint32_t rgb = pixels.at(x, y);
      if (track::is_withheld(rgb) || support::is_of(Family::kForeign, rgb)) continue;
      const std::uint32_t red = rgb >> 16U & 0xffU, green = rgb >> 8U & 0xffU, blue = rgb & 0xffU;
      count += red > green + 0x60 && blue > green + 0x60 ? 1 : 0;
    }
  }
  return count;
}

}  // namespace

bool Tally::add(track::PixelView picture) {
  std::uint64_t foreign = 0, own = 0, unknown = 0;
  for (int y = 0; y < picture.height; ++y) {
    const std::uint32_t* row = picture.row(y);
    for (int x = 0; x < picture.width; ++x) {
      if (track::is_withheld(row[x])) continue;
      const bool is_foreign = support::is_of(Family::kForeign, row[x]);
      const bool is_own = support::is_of(Family::kOurs, row[x]);
      foreign += is_foreign ? 1 : 0;
      own += is_own ? 1 : 0;
      unknown += is_foreign || is_own ? 0 : 1;
      if (!is_foreign && !is_own) an_unknown_colour = row[x];
    }
  }
  foreign_pixels += foreign;
  own_pixels += own;
  unknown_pixels += unknown;
  return foreign != 0;
}

bool Tally::add(const track::Surface& surface) {
  bool foreign = add(surface.pixels.view());
  for (const auto& [column, row] : surface.lossy_tiles) {
    const Rect tile{column * track::kTileSide, row * track::kTileSide, track::kTileSide, track::kTileSide};
    const std::uint64_t close = close_to_foreign(surface.pixels, intersection(tile, surface.pixels.bounds()));
    foreign_pixels += close;
    foreign |= close != 0;
  }
  return foreign;
}

double Tally::withheld_share() const {
  double withheld = 0;
  for (const auto& entry : withheld_time) withheld += entry.second;
  return area_time == 0 ? 0 : withheld / area_time;
}

}  // namespace insyn::leak
