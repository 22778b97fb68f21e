#include "support/brush.h"

#include <random>
#include <string_view>
#include <vector>

namespace insyn::support {

Brush::Brush(xcb_connection_t* c, const xcb_screen_t* screen)
    : c_(c), depth_(screen->root_depth), gc_(xcb_generate_id(c)) {
  const std::uint32_t no_exposures = 0;
  xcb_create_gc(c_, gc_, screen->root, XCB_GC_GRAPHICS_EXPOSURES, &no_exposures);
}

void Brush::fill(const Canvas& canvas, const xcb_rectangle_t& area, std::uint32_t colour) const {
  xcb_change_gc(c_, gc_, XCB_GC_FOREGROUND, &colour);
  xcb_poly_fill_rectangle(c_, canvas.window, gc_, 1, &area);
}

void Brush::pattern(const Canvas& canvas, unsigned seed) const {
  std::mt19937 random(seed);
  fill(canvas, {0, 0, canvas.width, canvas.height}, random() & 0xffffU);
  for (int i = 0; i < 400; ++i) {
    const auto x = static_cast<std::int16_t>(random() % canvas.width);
    const auto y = static_cast<std::int16_t>(random() % canvas.height);
    const auto size = static_cast<std::uint16_t>(i < 100 ? 1 + random() % 90 : 1);
    fill(canvas, {x, y, size, size}, random() & 0xfff0ffU & ~0x80U);
  }
}

void Brush::noise(const Canvas& canvas, unsigned seed) const {
  constexpr std::uint16_t kRows = 32;
  std::mt19937 random(seed);
  std::vector<std::uint32_t> pixels(std::size_t{canvas.width} * kRows);
  for (int y = 0; y < canvas.height; y += kRows) {
    for (std::uint32_t& pixel : pixels) pixel = random() & 0x00ffff7fU;
    xcb_put_image(c_, XCB_IMAGE_FORMAT_Z_PIXMAP, canvas.window, gc_, canvas.width, kRows, 0,
                  static_cast<std::int16_t>(y), 0, depth_, static_cast<std::uint32_t>(pixels.size() * 4),
                  reinterpret_cast<const std::uint8_t*>(pixels.data()));
  }
}

void Brush::text(const Canvas& canvas, std::int16_t x, std::int16_t y, const std::string& sentence) const {
  constexpr std::string_view kFont = "fixed";
  const xcb_font_t font = xcb_generate_id(c_);
  xcb_open_font(c_, font, static_cast<std::uint16_t>(kFont.size()), kFont.data());
  const std::uint32_t values[] = {0x000000, 0xffffff, font};
  xcb_change_gc(c_, gc_, XCB_GC_FOREGROUND | XCB_GC_BACKGROUND | XCB_GC_FONT, values);
  xcb_image_text_8(c_, static_cast<std::uint8_t>(sentence.size()), canvas.window, gc_, x, y, sentence.data());
  xcb_close_font(c_, font);
}

}  // namespace insyn::support
