// Pixel values, views of pixels that somebody else owns, images, and comparing captured pixels with kept
// ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/geometry.h"
#include "reason/withheld.h"

namespace insyn::track {

using reason::Withheld;
using reason::withheld_of;

// A pixel of a surface is a host-order integer: 0x00RRGGBB where it was kept, 0xWW000000 where it is
// withheld, with the number of the reason in WW.
constexpr std::uint32_t withheld_pixel(Withheld reason) { return static_cast<std::uint32_t>(reason) << 24; }
constexpr std::uint32_t kColourMask = 0x00FF'FFFF;
constexpr bool is_withheld(std::uint32_t pixel) { return (pixel & ~kColourMask) != 0; }

// Pixels owned by the caller, who keeps them alive while the view is used. `stride` is in pixels.
struct PixelView {
  const std::uint32_t* data = nullptr;
  int width = 0;
  int height = 0;
  int stride = 0;

  const std::uint32_t* row(int y) const { return data + static_cast<std::ptrdiff_t>(y) * stride; }
  // `area` must lie inside.
  PixelView part(const Rect& area) const { return {row(area.y) + area.x, area.width, area.height, stride}; }
};

// Owns its pixels, in rows without padding. Every Rect given to it must lie inside it; none is checked.
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
  // The two areas may overlap, as with memmove.
  void move(const Rect& from, Point to);
  // Keeps what old and new size have in common; the rest becomes `colour`.
  void resize(int new_width, int new_height, std::uint32_t colour);

  bool operator==(const Image&) const = default;
};

// In the comparisons below `captured` pixels are as the screen gave them, with an undefined top byte, and are
// compared with pixels of an image. A withheld pixel differs from every captured one.
inline bool same_pixels(const std::uint32_t* captured, const std::uint32_t* kept, int count) {
  std::uint32_t differences = 0;
  for (int i = 0; i < count; ++i) differences |= (captured[i] & kColourMask) ^ kept[i];
  return differences == 0;
}

// Whether `area` of `image` differs from `captured`, which has the size of `area`.
bool differs(const Image& image, const Rect& area, PixelView captured);

// The smallest rectangle that contains every difference, relative to the corner of `area`; empty where there
// is none.
Rect changed_bounds(const Image& image, const Rect& area, PixelView captured);

}  // namespace insyn::track
