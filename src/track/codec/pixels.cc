#include "track/codec/pixels.h"

#include <algorithm>
#include <cstring>

namespace insyn::track {

Image::Image(int image_width, int image_height, std::uint32_t colour)
    : width(image_width),
      height(image_height),
      pixels(static_cast<std::size_t>(image_width) * static_cast<std::size_t>(image_height), colour) {}

void Image::fill(const Rect& area, std::uint32_t colour) {
  for (int y = area.y; y < area.bottom(); ++y) std::fill_n(row(y) + area.x, area.width, colour);
}

bool Image::is_filled(const Rect& area, std::uint32_t colour) const {
  for (int y = area.y; y < area.bottom(); ++y) {
    const std::uint32_t* begin = row(y) + area.x;
    if (!std::all_of(begin, begin + area.width, [=](std::uint32_t pixel) { return pixel == colour; }))
      return false;
  }
  return true;
}

void Image::paste(Point to, PixelView source) {
  for (int y = 0; y < source.height; ++y) std::copy_n(source.row(y), source.width, row(to.y + y) + to.x);
}

void Image::move(const Rect& from, Point to) {
  const std::size_t size = static_cast<std::size_t>(from.width) * sizeof(std::uint32_t);
  const bool upwards = to.y <= from.y;
  for (int i = 0; i < from.height; ++i) {
    const int y = upwards ? i : from.height - 1 - i;
    std::memmove(row(to.y + y) + to.x, row(from.y + y) + from.x, size);
  }
}

void Image::resize(int new_width, int new_height, std::uint32_t colour) {
  if (new_width == width && new_height == height) return;
  Image resized(new_width, new_height, colour);
  resized.paste({0, 0}, view().part({0, 0, std::min(width, new_width), std::min(height, new_height)}));
  *this = std::move(resized);
}

}  // namespace insyn::track
