// Draws scenes on a canvas of constant size, for everybody who shows a recording. The canvas is relative to
// the top left corner of the largest surface, so that moving a window does not move the picture. Background
// #DADADA; what was withheld is hatched.
#pragma once

#include "track/codec/scene.h"

namespace insyn::track {

struct CanvasSize {
  int width = 0;
  int height = 0;
};

// Grows to hold every scene that it is shown. Refuses more than 16384 pixels a side or 64 Mpixel.
class CanvasBounds {
 public:
  void add(const Scene& scene);
  // kPermanent where there was never a surface.
  Result<CanvasSize> size() const;

 private:
  Rect around_;  // relative to the largest surface
  friend class Canvas;
};

class Canvas {
 public:
  Canvas(const CanvasBounds& bounds, CanvasSize size, bool draw_cursor);

  // True where the picture differs from the one before.
  bool draw(const Scene& scene);
  const Image& picture() const { return picture_; }

 private:
  void draw_surface(const Surface& surface, Point root_origin);
  void draw_cursor(Point at);

  Point origin_;
  bool with_cursor_;
  Image picture_;
  Image before_;
  bool first_ = true;
};

}  // namespace insyn::track
