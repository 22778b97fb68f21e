#include "track/codec/tile.h"

namespace insyn::track {

bool has_more_colours_than(const Tile& tile, std::size_t count) {
  std::array<bool, 2048> seen{};
  std::size_t colours = 0;
  for (std::size_t i = 0; i < tile.count(); ++i) {
    const std::uint32_t pixel = tile.pixels[i];
    if (is_withheld(pixel)) return false;
    bool& mark = seen[pixel * 0x9E37'79B1U >> 21];
    colours += mark ? 0 : 1;
    mark = true;
  }
  return colours > count;
}

}  // namespace insyn::track
