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
  // The order of rows that overwrites none before it is read.
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

bool differs(const Image& image, const Rect& area, PixelView captured) {
  for (int y = 0; y < area.height; ++y)
    if (!same_pixels(captured.row(y), image.row(area.y + y) + area.x, area.width)) return true;
  return false;
}

Rect changed_bounds(const Image& image, const Rect& area, PixelView captured) {
  int top = area.height, bottom = 0, left = area.width, right = 0;
  for (int y = 0; y < area.height; ++y) {
    const std::uint32_t* kept = image.row(area.y + y) + area.x;
    const std::uint32_t* row = captured.row(y);
    if (same_pixels(row, kept, area.width)) continue;
    top = std::min(top, y);
    bottom = y + 1;
    int x = 0;
    while (x < left && (row[x] & kColourMask) == kept[x]) ++x;
    left = x;
    x = area.width;
    while (x > right && (row[x - 1] & kColourMask) == kept[x - 1]) --x;
    right = x;
  }
  return bottom == 0 ? Rect{} : Rect{left, top, right - left, bottom - top};
}

}  // namespace insyn::track
