// What test_client draws into its windows.
#pragma once

#include <xcb/xcb.h>

#include <string>

namespace insyn::support {

struct Canvas {
  xcb_window_t window = 0;
  std::uint16_t width = 0;
  std::uint16_t height = 0;
};

class Brush {
 public:
  Brush(xcb_connection_t* c, const xcb_screen_t* screen);

  void fill(const Canvas& canvas, const xcb_rectangle_t& area, std::uint32_t colour) const;
  // Large areas and single pixels, the same for the same seed and size, and never #FF00FF.
  void pattern(const Canvas& canvas, unsigned seed) const;
  // Every pixel another, none of them #FF00FF: what no compression makes small.
  void noise(const Canvas& canvas, unsigned seed) const;
  void text(const Canvas& canvas, std::int16_t x, std::int16_t y, const std::string& sentence) const;

  xcb_gcontext_t gc() const { return gc_; }

 private:
  xcb_connection_t* c_;
  std::uint8_t depth_;
  xcb_gcontext_t gc_;
};

}  // namespace insyn::support
