// What the hand draws, and where: foreign pictures, and the screen's lock.
#include "leak/hand.h"
#include "support/client_paint.h"

namespace insyn::leak {

void Hand::put_painted_window_into(const std::string& window, const Rect& at) {
  const std::uint32_t override_redirect = 1;
  painted_ = xcb_generate_id(c_);
  xcb_create_window(c_, XCB_COPY_FROM_PARENT, painted_, root(), 0, 0, static_cast<std::uint16_t>(at.width),
                    static_cast<std::uint16_t>(at.height), 0, XCB_WINDOW_CLASS_INPUT_OUTPUT,
                    XCB_COPY_FROM_PARENT, XCB_CW_OVERRIDE_REDIRECT, &override_redirect);
  xcb_reparent_window(c_, painted_, number_of(window), static_cast<std::int16_t>(at.x),
                      static_cast<std::int16_t>(at.y));
  xcb_map_window(c_, painted_);
  support::Painter(c_, screen_)
      .noise(painted_, {0, 0, static_cast<std::uint16_t>(at.width), static_cast<std::uint16_t>(at.height)},
             support::Family::kForeign, 3);
  settle();
}

void Hand::draw_on(const std::string& window) {
  support::Painter(c_, screen_).fill(number_of(window), {0, 0, 350, 250}, 0x20a020);
  settle();
}

void Hand::take_painted_window_away() {
  xcb_destroy_window(c_, painted_);
  settle();
}

void Hand::lock_screen() {
  xcb_force_screen_saver(c_, XCB_SCREEN_SAVER_ACTIVE);
  settle();
}

void Hand::unlock_screen() {
  xcb_force_screen_saver(c_, XCB_SCREEN_SAVER_RESET);
  settle();
}

void Hand::paint_desktop() {
  support::Painter painter(c_, screen_);
  const xcb_pixmap_t picture = xcb_generate_id(c_);
  xcb_create_pixmap(c_, screen_->root_depth, picture, root(), screen_->width_in_pixels,
                    screen_->height_in_pixels);
  painter.noise(picture, {0, 0, screen_->width_in_pixels, screen_->height_in_pixels},
                support::Family::kForeign, 1);
  xcb_change_window_attributes(c_, root(), XCB_CW_BACK_PIXMAP, &picture);
  xcb_clear_area(c_, 0, root(), 0, 0, 0, 0);
  xcb_free_pixmap(c_, picture);
  settle();
}

}  // namespace insyn::leak
