#include "support/client_paint.h"

#include <array>
#include <random>
#include <vector>

namespace insyn::support {
namespace {

constexpr std::uint16_t kTile = 64;

std::uint32_t random_of(Family family, std::mt19937& random) {
  const std::uint32_t any = static_cast<std::uint32_t>(random());
  if (family == Family::kForeign) return 0xf000f0U | (any & 0x0f0f0fU);
  // So few that they are never taken for a playing video, which is kept less exactly.
  constexpr std::array<std::uint32_t, 12> kOwn = {0x006000, 0x1f7a0f, 0x0a8f3f, 0x3f9c05, 0x27a82b, 0x05b31c,
                                                  0x33bf33, 0x10c73f, 0x3fd60a, 0x1ae51f, 0x2cf208, 0x08ff2d};
  return kOwn[any % kOwn.size()];
}

}  // namespace

Painter::Painter(xcb_connection_t* connection, const xcb_screen_t* screen)
    : c_(connection), screen_(screen), gc_(xcb_generate_id(c_)), tiled_(xcb_generate_id(c_)) {
  const std::uint32_t no_exposures = 0;
  xcb_create_gc(c_, gc_, screen_->root, XCB_GC_GRAPHICS_EXPOSURES, &no_exposures);
  const std::uint32_t tiled[] = {XCB_FILL_STYLE_TILED, 0};
  xcb_create_gc(c_, tiled_, screen_->root, XCB_GC_FILL_STYLE | XCB_GC_GRAPHICS_EXPOSURES, tiled);
}

void Painter::fill(xcb_window_t window, const xcb_rectangle_t& area, std::uint32_t colour) {
  xcb_change_gc(c_, gc_, XCB_GC_FOREGROUND, &colour);
  xcb_poly_fill_rectangle(c_, window, gc_, 1, &area);
}

void Painter::pattern(xcb_window_t window, std::uint16_t width, std::uint16_t height, unsigned seed) {
  std::mt19937 random(seed);
  fill(window, {0, 0, width, height}, random() & 0xffffU);
  for (int i = 0; i < 400; ++i) {
    const auto x = static_cast<std::int16_t>(random() % width);
    const auto y = static_cast<std::int16_t>(random() % height);
    const auto size = static_cast<std::uint16_t>(i < 100 ? 1 + random() % 90 : 1);
    fill(window, {x, y, size, size}, random() & 0xfff0ffU & ~0x80U);
  }
}

xcb_pixmap_t Painter::make_tile(Family family) {
  std::mt19937 random(static_cast<unsigned>(family) + 1);
  std::vector<std::uint32_t> pixels(std::size_t{kTile} * kTile);
  for (std::uint32_t& pixel : pixels) pixel = random_of(family, random);
  const xcb_pixmap_t tile = xcb_generate_id(c_);
  xcb_create_pixmap(c_, screen_->root_depth, tile, screen_->root, kTile, kTile);
  xcb_put_image(c_, XCB_IMAGE_FORMAT_Z_PIXMAP, tile, gc_, kTile, kTile, 0, 0, 0, screen_->root_depth,
                static_cast<std::uint32_t>(pixels.size() * 4),
                reinterpret_cast<const std::uint8_t*>(pixels.data()));
  return tile;
}

void Painter::noise(xcb_window_t window, const xcb_rectangle_t& area, Family family, unsigned shift) {
  xcb_pixmap_t& tile = tiles_[static_cast<int>(family)];
  if (tile == 0) tile = make_tile(family);
  const std::uint32_t values[] = {tile, shift * 7 % kTile, shift * 13 % kTile};
  xcb_change_gc(c_, tiled_, XCB_GC_TILE | XCB_GC_TILE_STIPPLE_ORIGIN_X | XCB_GC_TILE_STIPPLE_ORIGIN_Y,
                values);
  xcb_poly_fill_rectangle(c_, window, tiled_, 1, &area);
}

void Painter::line(xcb_window_t window, std::uint16_t width, std::uint16_t height, std::uint32_t colour) {
  xcb_change_gc(c_, gc_, XCB_GC_FOREGROUND, &colour);
  const xcb_point_t ends[] = {{0, 0},
                              {static_cast<std::int16_t>(width - 1), static_cast<std::int16_t>(height - 1)}};
  xcb_poly_line(c_, XCB_COORD_MODE_ORIGIN, window, gc_, 2, ends);
}

void Painter::dots(xcb_window_t window, std::uint16_t width, std::uint16_t height, unsigned seed) {
  constexpr std::uint16_t kRows = 32;
  std::mt19937 random(seed);
  std::vector<std::uint32_t> pixels(std::size_t{width} * kRows);
  for (int y = 0; y < height; y += kRows) {
    for (std::uint32_t& pixel : pixels) pixel = random() & 0x00ffff7fU;
    xcb_put_image(c_, XCB_IMAGE_FORMAT_Z_PIXMAP, window, gc_, width, kRows, 0, static_cast<std::int16_t>(y),
                  0, screen_->root_depth, static_cast<std::uint32_t>(pixels.size() * 4),
                  reinterpret_cast<const std::uint8_t*>(pixels.data()));
  }
}

void Painter::scatter(xcb_window_t window, std::uint16_t width, std::uint16_t height, std::uint32_t colour) {
  std::array<xcb_rectangle_t, 24> squares{};
  for (int i = 0; i < 24; ++i) {
    squares[static_cast<std::size_t>(i)] = {static_cast<std::int16_t>(i * width / 24),
                                            static_cast<std::int16_t>(i * 53 % 240 * height / 240), 5, 5};
  }
  xcb_change_gc(c_, gc_, XCB_GC_FOREGROUND, &colour);
  xcb_poly_fill_rectangle(c_, window, gc_, static_cast<std::uint32_t>(squares.size()), squares.data());
}

void Painter::text(xcb_window_t window, std::int16_t x, std::int16_t y, std::string_view sentence) {
  constexpr std::string_view kFont = "fixed";
  const xcb_font_t font = xcb_generate_id(c_);
  xcb_open_font(c_, font, static_cast<std::uint16_t>(kFont.size()), kFont.data());
  const std::uint32_t values[] = {0x000000, 0xffffff, font};
  xcb_change_gc(c_, gc_, XCB_GC_FOREGROUND | XCB_GC_BACKGROUND | XCB_GC_FONT, values);
  xcb_image_text_8(c_, static_cast<std::uint8_t>(sentence.size()), window, gc_, x, y, sentence.data());
  xcb_close_font(c_, font);
}

}  // namespace insyn::support
