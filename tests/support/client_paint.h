// How test_client paints: plain rectangles, patterns, and noise out of one of two families of colours.
#pragma once

#include <xcb/xcb.h>

#include <cstdint>
#include <string_view>

namespace insyn::support {

// The families never meet, so that one pixel tells whose it is. The leak tests count by the same two
// functions.
enum class Family { kOurs, kForeign };

constexpr bool is_of(Family family, std::uint32_t rgb) {
  const std::uint32_t red = rgb >> 16U & 0xffU, green = rgb >> 8U & 0xffU, blue = rgb & 0xffU;
  if (family == Family::kForeign) return red >= 0xf0 && green <= 0x0f && blue >= 0xf0;
  return red <= 0x5f && green >= 0x60 && blue <= 0x5f;
}

class Painter {
 public:
  Painter(xcb_connection_t* connection, const xcb_screen_t* screen);

  void fill(xcb_window_t window, const xcb_rectangle_t& area, std::uint32_t colour);
  // Large areas and single pixels, the same for the same seed and size, and never #FF00FF.
  void pattern(xcb_window_t window, std::uint16_t width, std::uint16_t height, unsigned seed);
  // Noise out of `family`; another `shift` gives other pixels everywhere.
  void noise(xcb_window_t window, const xcb_rectangle_t& area, Family family, unsigned shift);
  // From corner to corner, and nothing beside it: the server reports the whole rectangle as drawn.
  void line(xcb_window_t window, std::uint16_t width, std::uint16_t height, std::uint32_t colour);

  // Every pixel another, none of them #FF00FF: what no compression makes small.
  void dots(xcb_window_t window, std::uint16_t width, std::uint16_t height, unsigned seed);
  // Black on white, in the server's own font.
  void text(xcb_window_t window, std::int16_t x, std::int16_t y, std::string_view sentence);

  // Small squares all over it, at once.
  void scatter(xcb_window_t window, std::uint16_t width, std::uint16_t height, std::uint32_t colour);

  xcb_gcontext_t context() const { return gc_; }

 private:
  xcb_pixmap_t make_tile(Family family);

  xcb_connection_t* c_;
  const xcb_screen_t* screen_;
  xcb_gcontext_t gc_;
  xcb_gcontext_t tiled_;
  xcb_pixmap_t tiles_[2] = {};
};

}  // namespace insyn::support
