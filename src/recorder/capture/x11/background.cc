#include "recorder/capture/x11/background.h"

#include <xcb/xfixes.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace insyn::recorder::x11 {
namespace {

constexpr int kPlaces = 12;
constexpr std::uint8_t kInputShape = 2;  // the Shape extension's ShapeInput

std::int16_t i16(int value) { return static_cast<std::int16_t>(value); }

}  // namespace

Overlay::Overlay(const Connection& connection, const Canvas& canvas)
    : c_(connection.get()), window_(xcb_generate_id(c_)) {
  const std::uint32_t values[] = {XCB_BACK_PIXMAP_PARENT_RELATIVE, 0, 1};
  xcb_create_window(c_, XCB_COPY_FROM_PARENT, window_, canvas.window, i16(canvas.shown.x),
                    i16(canvas.shown.y), static_cast<std::uint16_t>(canvas.shown.width),
                    static_cast<std::uint16_t>(canvas.shown.height), 0, XCB_WINDOW_CLASS_INPUT_OUTPUT,
                    XCB_COPY_FROM_PARENT, XCB_CW_BACK_PIXMAP | XCB_CW_BORDER_PIXEL | XCB_CW_OVERRIDE_REDIRECT,
                    values);
  const xcb_xfixes_region_t nowhere = xcb_generate_id(c_);
  xcb_xfixes_create_region(c_, nowhere, 0, nullptr);
  xcb_xfixes_set_window_shape_region(c_, window_, kInputShape, 0, 0, nowhere);
  xcb_xfixes_destroy_region(c_, nowhere);
  xcb_map_window(c_, window_);
}

void Background::learn(const Canvas& canvas, std::uint32_t scrub, const std::uint32_t* pixels) {
  forget();
  canvas_ = canvas;
  scrub_ = canvas.format.seen(scrub);
  const std::uint32_t* end = pixels + canvas.shown.area();
  if (std::any_of(pixels, end, [pixels](std::uint32_t pixel) { return pixel != *pixels; })) {
    kind_ = kPicture;
    return;
  }
  kind_ = *pixels == scrub_ ? kNothing : kPlain;
  colour_ = *pixels;
  xcb_connection_t* c = connection_.get();
  places_ = xcb_generate_id(c);
  xcb_create_pixmap(c, canvas.format.depth(), places_, canvas.window, kPlaces, 2);
  context_ = xcb_generate_id(c);
  const std::uint32_t values[] = {canvas.format.pixel(scrub), XCB_SUBWINDOW_MODE_INCLUDE_INFERIORS, 0};
  xcb_create_gc(c, context_, places_, XCB_GC_FOREGROUND | XCB_GC_SUBWINDOW_MODE | XCB_GC_GRAPHICS_EXPOSURES,
                values);
}

void Background::forget() {
  kind_ = kUnknown;
  if (places_ == 0) return;
  xcb_free_gc(connection_.get(), context_);
  xcb_free_pixmap(connection_.get(), places_);
  places_ = 0;
}

// Ever other places, spread evenly: by the golden ratio.
Point Background::next_place(const Rect& area) {
  fraction_ = std::fmod(fraction_ + 0.6180339887498949, 1.0);
  const auto pixel = static_cast<std::int64_t>(fraction_ * static_cast<double>(area.area()));
  return {area.x + static_cast<int>(pixel % area.width), area.y + static_cast<int>(pixel / area.width)};
}

void Background::ask(const std::vector<Rect>& areas) {
  if (places_ == 0) return;
  xcb_connection_t* c = connection_.get();
  const auto copy = [&](xcb_pixmap_t from, Point at, xcb_pixmap_t to, Point put) {
    xcb_copy_area(c, from, to, context_, i16(at.x), i16(at.y), i16(put.x), i16(put.y), 1, 1);
  };
  const int border = canvas_->border;
  std::vector<Point> at;
  std::vector<xcb_rectangle_t> pixels;
  for (int i = 0; i < kPlaces; ++i) {
    const Point place = next_place(areas[static_cast<std::size_t>(i) % areas.size()]);
    at.push_back({place.x + canvas_->shown.x + border, place.y + canvas_->shown.y + border});
    pixels.push_back({i16(at.back().x), i16(at.back().y), 1, 1});
    copy(canvas_->pixmap, at.back(), places_, {i, 0});
  }
  // Onto the scrub's colour, since what is there may be the new background already.
  xcb_poly_fill_rectangle(c, canvas_->pixmap, context_, kPlaces, pixels.data());
  for (const Point& place : at)
    xcb_clear_area(c, 0, canvas_->window, i16(place.x - border), i16(place.y - border), 1, 1);
  for (int i = 0; i < kPlaces; ++i) copy(canvas_->pixmap, at[static_cast<std::size_t>(i)], places_, {i, 1});
  for (int i = 0; i < kPlaces; ++i) copy(places_, {i, 0}, canvas_->pixmap, at[static_cast<std::size_t>(i)]);
  asked_ = xcb_get_image(c, XCB_IMAGE_FORMAT_Z_PIXMAP, places_, 0, 1, kPlaces, 1, ~0U);
}

bool Background::still_the_same() {
  if (places_ == 0) return false;
  const Owned<xcb_get_image_reply_t> reply(xcb_get_image_reply(connection_.get(), asked_, nullptr));
  const std::size_t bytes = canvas_->format.bytes(kPlaces, 1);
  if (!reply || static_cast<std::size_t>(xcb_get_image_data_length(reply.get())) < bytes) return false;
  std::array<std::uint32_t, kPlaces> painted{};
  canvas_->format.read_image(xcb_get_image_data(reply.get()), kPlaces, 1, painted.data());
  return std::all_of(painted.begin(), painted.end(), [this](std::uint32_t pixel) {
    return pixel == scrub_ || (kind_ == kPlain && pixel == colour_);
  });
}

}  // namespace insyn::recorder::x11
