#include "track/tile_predict.h"

namespace insyn::track {
namespace {

std::uint8_t plane_value(std::uint32_t pixel, int plane) {
  const std::uint32_t green = pixel >> 8;
  switch (plane) {
    case 0:
      return static_cast<std::uint8_t>(green);
    case 1:
      return static_cast<std::uint8_t>((pixel >> 16) - green);
    case 2:
      return static_cast<std::uint8_t>(pixel - green);
    default:
      return static_cast<std::uint8_t>(pixel >> 24);
  }
}

}  // namespace

void predict_plane(const Tile& tile, int plane, std::array<std::uint8_t, kTilePixels>& out) {
  const std::size_t count = tile.count();
  for (std::size_t i = 0; i < count; ++i) out[i] = plane_value(tile.pixels[i], plane);
  if (plane == 3 || count == 0) return;
  const auto width = static_cast<std::size_t>(tile.width);
  for (std::size_t start = count - width;; start -= width) {
    for (std::size_t x = width - 1; x > 0; --x)
      out[start + x] = static_cast<std::uint8_t>(out[start + x] - out[start + x - 1]);
    if (start == 0) break;
    out[start] = static_cast<std::uint8_t>(out[start] - out[start - width]);
  }
}

void unpredict_planes(ByteView bytes, int planes, Tile& tile) {
  const std::size_t count = tile.count();
  const auto width = static_cast<std::size_t>(tile.width);
  if (count == 0) return;
  std::array<std::array<std::uint8_t, kTilePixels>, 4> values;
  values[3].fill(0);
  for (std::size_t plane = 0; plane < static_cast<std::size_t>(planes); ++plane) {
    const ByteView from = bytes.subspan(plane * count, count);
    auto& to = values[plane];
    to[0] = from[0];
    for (std::size_t i = 1; i < count; ++i) {
      const std::size_t before = i % width == 0 ? i - width : i - 1;
      to[i] = plane == 3 ? from[i] : static_cast<std::uint8_t>(from[i] + to[before]);
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t green = values[0][i];
    const std::uint32_t red = (values[1][i] + green) & 0xFF, blue = (values[2][i] + green) & 0xFF;
    tile.pixels[i] = std::uint32_t{values[3][i]} << 24 | red << 16 | green << 8 | blue;
  }
}

}  // namespace insyn::track
