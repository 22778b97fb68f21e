// Pictures in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/geometry.h"

namespace insyn::track {

// Someone else's pixels: 0x00RRGGBB each, as host integers; `stride` in pixels.
struct PixelView {
  const std::uint32_t* data = nullptr;
  int width = 0;
  int height = 0;
  int stride = 0;

  const std::uint32_t* row(int y) const { return data + static_cast<std::ptrdiff_t>(y) * stride; }
  // `area` must lie inside.
  PixelView part(const Rect& area) const { return {row(area.y) + area.x, area.width, area.height, stride}; }
};

// Pixels of its own, rows without gaps. Every Rect given to it must lie inside it.
class Image {
 public:
  Image() = default;
  Image(int image_width, int image_height, std::uint32_t colour);

  int width = 0;
  int height = 0;
  std::vector<std::uint32_t> pixels;

  Rect bounds() const { return {0, 0, width, height}; }
  PixelView view() const { return {pixels.data(), width, height, width}; }
  std::uint32_t* row(int y) { return pixels.data() + static_cast<std::ptrdiff_t>(y) * width; }
  const std::uint32_t* row(int y) const { return pixels.data() + static_cast<std::ptrdiff_t>(y) * width; }
  std::uint32_t at(int x, int y) const { return row(y)[x]; }

  void fill(const Rect& area, std::uint32_t colour);
  bool is_filled(const Rect& area, std::uint32_t colour) const;
  void paste(Point to, PixelView source);
  // As if through a copy: the two areas may overlap.
  void move(const Rect& from, Point to);
  // The overlap of old and new size stays, the rest becomes `colour`.
  void resize(int new_width, int new_height, std::uint32_t colour);

  bool operator==(const Image&) const = default;
};

}  // namespace insyn::track
