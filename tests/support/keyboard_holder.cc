// A program that has the keyboard, as an open menu or a remote desktop has it, or one that has Ctrl+Alt+P or
// Ctrl+Alt+H: keyboard_holder keyboard|key|word-key. Prints "ready" once it has it, and keeps it until it is
// ended.
#include <xcb/xcb.h>

#include <cstdlib>
#include <iostream>
#include <string_view>

int main(int count, char** words) {
  xcb_connection_t* c = xcb_connect(nullptr, nullptr);
  if (count != 2 || xcb_connection_has_error(c) != 0) return 1;
  const xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(c)).data->root;
  const std::string_view what = words[1];
  const xcb_keycode_t key = what == "word-key" ? 43 : 33;  // H, P with the layout "us"
  if (what == "keyboard") {
    const auto* grabbed = xcb_grab_keyboard_reply(
        c, xcb_grab_keyboard(c, 1, root, XCB_CURRENT_TIME, XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC),
        nullptr);
    if (grabbed == nullptr || grabbed->status != XCB_GRAB_STATUS_SUCCESS) return 2;
  } else if (xcb_request_check(c, xcb_grab_key_checked(c, 1, root, XCB_MOD_MASK_CONTROL | XCB_MOD_MASK_1, key,
                                                       XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC)) !=
             nullptr) {
    return 2;
  }
  std::cout << "ready" << std::endl;
  while (xcb_generic_event_t* event = xcb_wait_for_event(c)) std::free(event);
}
