#include "leak/eye.h"

#include <poll.h>
#include <xcb/damage.h>

#include <algorithm>
#include <cstdlib>

#include "base/check.h"
#include "leak/hand.h"

namespace insyn::leak {

Eye::Eye(const support::XServer& server, const std::string& window)
    : c_(xcb_connect(server.display().c_str(), nullptr)), window_(number_of(window)) {
  CHECK(xcb_connection_has_error(c_) == 0);
  std::free(xcb_damage_query_version_reply(c_, xcb_damage_query_version(c_, 1, 1), nullptr));
  damage_event_ = xcb_get_extension_data(c_, &xcb_damage_id)->first_event;
  const std::uint32_t watch = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;
  xcb_change_window_attributes(c_, window_, XCB_CW_EVENT_MASK, &watch);
  xcb_damage_create(c_, xcb_generate_id(c_), window_, XCB_DAMAGE_REPORT_LEVEL_RAW_RECTANGLES);
  xcb_flush(c_);
  thread_ = std::thread([this] { run(); });
}

std::vector<Repaint> Eye::stop() {
  done_ = true;
  if (!thread_.joinable()) return {};
  thread_.join();
  xcb_disconnect(c_);
  return std::move(seen_);
}

void Eye::run() {
  while (!done_ && xcb_connection_has_error(c_) == 0) {
    pollfd wait{xcb_get_file_descriptor(c_), POLLIN, 0};
    ::poll(&wait, 1, 50);
    while (xcb_generic_event_t* event = xcb_poll_for_event(c_)) {
      handle(*event);
      std::free(event);
    }
  }
}

void Eye::handle(const xcb_generic_event_t& event) {
  const int type = event.response_type & 0x7f;
  if (type == XCB_CREATE_NOTIFY) {
    const auto& created = reinterpret_cast<const xcb_create_notify_event_t&>(event);
    // An application's own inner windows are made by the client that made the window.
    const std::uint32_t mask = xcb_get_setup(c_)->resource_id_mask;
    if (created.override_redirect == 0 || ((created.window ^ window_) & ~mask) == 0) return;
    overlay_ = created.window;
    overlay_width_ = created.width;
    overlay_height_ = created.height;
  } else if (type == XCB_DESTROY_NOTIFY) {
    if (reinterpret_cast<const xcb_destroy_notify_event_t&>(event).window != overlay_) return;
    seen_.push_back({clock_.mono(), std::nullopt});
    width_ = overlay_width_;
    height_ = overlay_height_;
    unpainted_.assign(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_), 1);
    left_ = unpainted_.size();
  } else if (type == damage_event_ + XCB_DAMAGE_NOTIFY && left_ > 0) {
    const xcb_rectangle_t& area = reinterpret_cast<const xcb_damage_notify_event_t&>(event).area;
    const int right = std::min(area.x + area.width, width_), bottom = std::min(area.y + area.height, height_);
    for (int y = std::max<int>(area.y, 0); y < bottom; ++y) {
      for (int x = std::max<int>(area.x, 0); x < right; ++x) {
        char& pixel = unpainted_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                                 static_cast<std::size_t>(x)];
        left_ -= static_cast<std::size_t>(pixel);
        pixel = 0;
      }
    }
    if (left_ == 0) seen_.back().drawn = clock_.mono();
  }
}

}  // namespace insyn::leak
