#include "base/region.h"

namespace insyn {
namespace {

// The up to four parts of `rect` that lie outside `hole`.
void append_outside(std::vector<Rect>& out, const Rect& rect, const Rect& hole) {
  const Rect cut = intersection(rect, hole);
  if (cut.empty()) {
    out.push_back(rect);
    return;
  }
  const Rect parts[] = {
      {rect.x, rect.y, rect.width, cut.y - rect.y},
      {rect.x, cut.bottom(), rect.width, rect.bottom() - cut.bottom()},
      {rect.x, cut.y, cut.x - rect.x, cut.height},
      {cut.right(), cut.y, rect.right() - cut.right(), cut.height},
  };
  for (const Rect& part : parts) {
    if (!part.empty()) out.push_back(part);
  }
}

}  // namespace

void Region::add(const Rect& rect) {
  if (rect.empty()) return;
  subtract(rect);
  rects_.push_back(rect);
}

void Region::subtract(const Rect& rect) {
  if (rect.empty()) return;
  std::vector<Rect> rest;
  rest.reserve(rects_.size());
  for (const Rect& own : rects_) append_outside(rest, own, rect);
  rects_.swap(rest);
}

Region Region::within(const Rect& rect) const {
  Region both;
  for (const Rect& own : rects_) {
    const Rect cut = intersection(own, rect);
    if (!cut.empty()) both.rects_.push_back(cut);
  }
  return both;
}

Rect Region::bounding_box() const {
  Rect box;
  for (const Rect& own : rects_) box = bounds(box, own);
  return box;
}

std::int64_t Region::area() const {
  std::int64_t area = 0;
  for (const Rect& own : rects_) area += own.area();
  return area;
}

}  // namespace insyn
