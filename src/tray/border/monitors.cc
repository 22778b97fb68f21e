#include "tray/border/monitors.h"

#include <xcb/randr.h>

#include <cstdlib>
#include <memory>

namespace insyn::tray {
namespace {

struct FreeReply {
  void operator()(void* reply) const { std::free(reply); }
};
template <class T>
using Owned = std::unique_ptr<T, FreeReply>;

constexpr int kMostMonitors = 64;

}  // namespace

void Monitors::watch(xcb_connection_t* c, xcb_window_t root) {
  const std::uint32_t mask = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
  xcb_change_window_attributes(c, root, XCB_CW_EVENT_MASK, &mask);
  const xcb_query_extension_reply_t* extension = xcb_get_extension_data(c, &xcb_randr_id);
  if (extension != nullptr && extension->present != 0) {
    const Owned<xcb_randr_query_version_reply_t> version(
        xcb_randr_query_version_reply(c, xcb_randr_query_version(c, 1, 5), nullptr));
    if (version && (version->major_version > 1 || version->minor_version >= 5)) {
      first_event_ = extension->first_event;
      xcb_randr_select_input(c, root,
                             XCB_RANDR_NOTIFY_MASK_SCREEN_CHANGE | XCB_RANDR_NOTIFY_MASK_CRTC_CHANGE |
                                 XCB_RANDR_NOTIFY_MASK_OUTPUT_CHANGE);
    }
  }
  read(c, root);
}

bool Monitors::concerns(const xcb_generic_event_t& event, xcb_window_t root) const {
  const int type = event.response_type & 0x7f;
  if (type == XCB_CONFIGURE_NOTIFY)
    return reinterpret_cast<const xcb_configure_notify_event_t&>(event).window == root;
  return first_event_ != 0 &&
         (type == first_event_ + XCB_RANDR_SCREEN_CHANGE_NOTIFY || type == first_event_ + XCB_RANDR_NOTIFY);
}

void Monitors::read(xcb_connection_t* c, xcb_window_t root) {
  const auto geometry_asked = xcb_get_geometry(c, root);
  xcb_randr_get_monitors_cookie_t monitors_asked{};
  if (first_event_ != 0) monitors_asked = xcb_randr_get_monitors(c, root, 1);
  const Owned<xcb_get_geometry_reply_t> geometry(xcb_get_geometry_reply(c, geometry_asked, nullptr));
  if (geometry) screen_ = {0, 0, geometry->width, geometry->height};
  monitors_.clear();
  if (first_event_ == 0) return;
  const Owned<xcb_randr_get_monitors_reply_t> reply(xcb_randr_get_monitors_reply(c, monitors_asked, nullptr));
  if (!reply) return;
  auto one = xcb_randr_get_monitors_monitors_iterator(reply.get());
  for (int i = 0; i < kMostMonitors && one.rem > 0; ++i, xcb_randr_monitor_info_next(&one))
    monitors_.push_back(intersection({one.data->x, one.data->y, one.data->width, one.data->height}, screen_));
}

Rect Monitors::around(const Rect& window) const {
  Rect most = screen_;
  std::int64_t area = 0;
  for (const Rect& monitor : monitors_) {
    const std::int64_t shown = intersection(monitor, window).area();
    if (shown <= area) continue;
    area = shown;
    most = monitor;
  }
  return most;
}

}  // namespace insyn::tray
