#include "recorder/capture/x11/pick_window.h"

#include <poll.h>

#include "recorder/capture/x11/window_tree.h"

namespace insyn::recorder::x11 {
namespace {

constexpr std::uint16_t kCrosshair = 34;  // XC_crosshair of the core cursor font

xcb_cursor_t crosshair(const Connection& connection) {
  xcb_connection_t* c = connection.get();
  const xcb_font_t font = xcb_generate_id(c);
  xcb_open_font(c, font, 6, "cursor");
  const xcb_cursor_t cursor = xcb_generate_id(c);
  xcb_create_glyph_cursor(c, cursor, font, font, kCrosshair, kCrosshair + 1, 0, 0, 0, 0xffff, 0xffff, 0xffff);
  xcb_close_font(c, font);
  return cursor;
}

Status hold_pointer(const Connection& connection) {
  xcb_connection_t* c = connection.get();
  const auto cookie = xcb_grab_pointer(
      c, 0, connection.root(), XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_BUTTON_RELEASE,
      XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC, XCB_WINDOW_NONE, crosshair(connection), XCB_CURRENT_TIME);
  const Owned<xcb_grab_pointer_reply_t> reply(xcb_grab_pointer_reply(c, cookie, nullptr));
  if (reply && reply->status == XCB_GRAB_STATUS_SUCCESS) return {};
  return fail(Code::kTransient,
              "another program has grabbed the pointer (an open menu?); close it and try again");
}

// True once a click has ended: only then does the window under the pointer get no stray release.
Status wait_for_click(const Connection& connection, const StopRequest& stop) {
  for (;;) {
    while (const Owned<xcb_generic_event_t> event{xcb_poll_for_event(connection.get())}) {
      if ((event->response_type & 0x7f) == XCB_BUTTON_RELEASE) return {};
    }
    TRY(connection.alive());
    if (stop.asked()) return fail(Code::kTransient, "stopped before a window was clicked on");
    pollfd waits[] = {{connection.fd(), POLLIN, 0}, {stop.fd(), POLLIN, 0}};
    ::poll(waits, 2, -1);
  }
}

// Of the windows under the pointer the one that the window manager manages; without a window manager the
// outermost.
xcb_window_t application_window(const Connection& connection, const std::vector<xcb_window_t>& windows) {
  for (const xcb_window_t window : windows) {
    if (is_managed(connection, window)) return window;
  }
  return windows.front();
}

}  // namespace

Result<PickedWindow> pick_window(const std::string& display, const StopRequest& stop) {
  TRY_ASSIGN(const Connection connection, Connection::open(display));
  TRY(hold_pointer(connection));
  const Status clicked = wait_for_click(connection, stop);
  const PointerPlace pointer = find_pointer(connection);
  xcb_ungrab_pointer(connection.get(), XCB_CURRENT_TIME);
  xcb_flush(connection.get());
  TRY(clicked);
  if (pointer.windows.empty()) {
    return fail(Code::kDenied, "the click was on the desktop; click on an application's window");
  }
  const xcb_window_t window = application_window(connection, pointer.windows);
  WindowOwners owners(connection);
  const ProcessHandle* owner = owners.owner_of(window);
  if (owner == nullptr) {
    return fail(Code::kDenied,
                "which program the window belongs to is unknown (it may come from another computer or user), "
                "so it cannot be recorded");
  }
  return PickedWindow{owner->program_path(), wm_class_of(connection, window)};
}

}  // namespace insyn::recorder::x11
