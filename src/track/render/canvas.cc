#include "track/render/canvas.h"

#include <utility>

namespace insyn::track {
namespace {

constexpr std::uint32_t kBackground = 0x00DA'DADA;
constexpr std::uint32_t kHatchLight = 0x00F2'F2F2;
constexpr std::uint32_t kHatchDark = 0x00E4'E4E4;

// Diagonal stripes; the line is thin enough to stay light and wide enough to survive video.
std::uint32_t hatch(int x, int y) { return (x + y) % 12 < 3 ? kHatchDark : kHatchLight; }

const Surface* largest(const Scene& scene) {
  const Surface* best = nullptr;
  for (const Surface& surface : scene.surfaces()) {
    if (best == nullptr || surface.place.area() > best->place.area()) best = &surface;
  }
  return best;
}

}  // namespace

void CanvasBounds::add(const Scene& scene) {
  const Surface* anchor = largest(scene);
  if (anchor == nullptr) return;
  for (const Surface& surface : scene.surfaces()) {
    const Rect& place = surface.place;
    around_ =
        bounds(around_, {place.x - anchor->place.x, place.y - anchor->place.y, place.width, place.height});
  }
}

Result<CanvasSize> CanvasBounds::size() const {
  const SceneLimits limits;
  if (around_.empty())
    return fail(Code::kPermanent, "this recording shows nothing: no window was open while it was made");
  if (around_.width > limits.side || around_.height > limits.side || around_.area() > limits.pixels)
    return fail(Code::kPermanent, "a picture of {}x{} is too large to draw", around_.width, around_.height);
  return CanvasSize{around_.width, around_.height};
}

Canvas::Canvas(const CanvasBounds& bounds, CanvasSize size, bool draw_cursor)
    : origin_{bounds.around_.x, bounds.around_.y},
      with_cursor_(draw_cursor),
      picture_(size.width, size.height, kBackground) {}

bool Canvas::draw(const Scene& scene) {
  before_ = picture_;
  picture_.fill(picture_.bounds(), kBackground);
  const Surface* anchor = largest(scene);
  if (anchor != nullptr) {
    const Point root_origin{anchor->place.x + origin_.x, anchor->place.y + origin_.y};
    for (const Surface& surface : scene.surfaces()) draw_surface(surface, root_origin);
    if (with_cursor_ && scene.cursor().visible)
      draw_cursor({scene.cursor().at.x - root_origin.x, scene.cursor().at.y - root_origin.y});
  }
  return std::exchange(first_, false) || !(picture_ == before_);
}

void Canvas::draw_surface(const Surface& surface, Point root_origin) {
  const Rect whole{surface.place.x - root_origin.x, surface.place.y - root_origin.y, surface.place.width,
                   surface.place.height};
  const Rect shown = intersection(whole, picture_.bounds());
  for (int y = shown.y; y < shown.bottom(); ++y) {
    const std::uint32_t* from = surface.pixels.row(y - whole.y) - whole.x;
    std::uint32_t* to = picture_.row(y);
    for (int x = shown.x; x < shown.right(); ++x) to[x] = is_withheld(from[x]) ? hatch(x, y) : from[x];
  }
}

void Canvas::draw_cursor(Point at) {
  constexpr int kLength = 16;
  for (int y = 0; y < kLength; ++y) {
    for (int x = 0; x <= y * 2 / 3; ++x) {
      const bool edge = x == 0 || x == y * 2 / 3 || y == kLength - 1;
      const Rect pixel = intersection({at.x + x, at.y + y, 1, 1}, picture_.bounds());
      if (!pixel.empty()) picture_.fill(pixel, edge ? 0x0000'0000 : 0x00FF'FFFF);
    }
  }
}

}  // namespace insyn::track
