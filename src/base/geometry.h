// Pixels are counted from the top left corner; a rectangle holds [x, x+width) × [y, y+height).
#pragma once

#include <algorithm>
#include <cstdint>

namespace insyn {

struct Point {
  std::int32_t x = 0;
  std::int32_t y = 0;
  bool operator==(const Point&) const = default;
};

struct Rect {
  std::int32_t x = 0;
  std::int32_t y = 0;
  std::int32_t width = 0;
  std::int32_t height = 0;
  bool operator==(const Rect&) const = default;

  bool empty() const { return width <= 0 || height <= 0; }
  std::int32_t right() const { return x + width; }
  std::int32_t bottom() const { return y + height; }
  std::int64_t area() const { return empty() ? 0 : std::int64_t{width} * height; }
};

inline Rect intersection(const Rect& a, const Rect& b) {
  const std::int32_t x = std::max(a.x, b.x), y = std::max(a.y, b.y);
  const Rect both{x, y, std::min(a.right(), b.right()) - x, std::min(a.bottom(), b.bottom()) - y};
  return both.empty() ? Rect{} : both;
}

// The smallest rectangle around both.
inline Rect bounds(const Rect& a, const Rect& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const std::int32_t x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

}  // namespace insyn
