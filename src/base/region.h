// A set of pixels as disjoint rectangles.
#pragma once

#include <vector>

#include "base/geometry.h"

namespace insyn {

class Region {
 public:
  Region() = default;
  explicit Region(const Rect& rect) { add(rect); }

  void add(const Rect& rect);
  void subtract(const Rect& rect);
  Region within(const Rect& rect) const;

  bool empty() const { return rects_.empty(); }
  void clear() { rects_.clear(); }
  const std::vector<Rect>& rects() const { return rects_; }
  Rect bounding_box() const;
  std::int64_t area() const;

 private:
  std::vector<Rect> rects_;
};

}  // namespace insyn
