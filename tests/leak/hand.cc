#include "leak/hand.h"

#include <xcb/randr.h>
#include <xcb/xtest.h>

#include <stdexcept>

#include "base/check.h"
#include "support/reply.h"
#include "support/until.h"

namespace insyn::leak {
namespace {

// Key codes of the layout that Xvfb starts with.
constexpr xcb_keycode_t kEscape = 9, kControl = 37;

constexpr std::uint32_t kIconic = 3;  // ICCCM WM_CHANGE_STATE

}  // namespace

Hand::Hand(const support::XServer& server) {
  for (const auto& variable : server.environment())
    ::setenv(variable.first.c_str(), variable.second.c_str(), 1);
  c_ = xcb_connect(server.display().c_str(), nullptr);
  CHECK(xcb_connection_has_error(c_) == 0);
  screen_ = xcb_setup_roots_iterator(xcb_get_setup(c_)).data;
}

Hand::~Hand() { xcb_disconnect(c_); }

void Hand::settle() {
  support::owned(xcb_get_input_focus_reply(c_, xcb_get_input_focus(c_), nullptr));
  while (const auto event = support::owned(xcb_poll_for_event(c_))) {
  }
}

xcb_atom_t Hand::atom(const std::string& name) {
  const auto reply = support::owned(xcb_intern_atom_reply(
      c_, xcb_intern_atom(c_, 0, static_cast<std::uint16_t>(name.size()), name.data()), nullptr));
  return reply ? reply->atom : static_cast<xcb_atom_t>(XCB_ATOM_NONE);
}

bool Hand::has_root_property(const std::string& name) {
  const auto reply = support::owned(
      xcb_get_property_reply(c_, xcb_get_property(c_, 0, root(), atom(name), XCB_ATOM_ANY, 0, 1), nullptr));
  return reply && reply->type != XCB_ATOM_NONE;
}

// A window manager that has crashed leaves its property behind, but not what it selected on the root.
bool Hand::window_manager_runs() {
  const auto reply =
      support::owned(xcb_get_window_attributes_reply(c_, xcb_get_window_attributes(c_, root()), nullptr));
  const bool redirects = reply && (reply->all_event_masks & XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT) != 0;
  return redirects && has_root_property("_NET_SUPPORTING_WM_CHECK");
}

bool Hand::compositor_runs() {
  const auto reply = support::owned(
      xcb_get_selection_owner_reply(c_, xcb_get_selection_owner(c_, atom("_NET_WM_CM_S0")), nullptr));
  return reply && reply->owner != XCB_WINDOW_NONE;
}

void Hand::move(const std::string& window, int x, int y) {
  const std::uint32_t values[] = {static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)};
  xcb_configure_window(c_, number_of(window), XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, values);
  settle();
}

void Hand::resize(const std::string& window, int width, int height) {
  const std::uint32_t values[] = {static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
  xcb_configure_window(c_, number_of(window), XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, values);
  settle();
}

void Hand::raise(const std::string& window) {
  const std::uint32_t above = XCB_STACK_MODE_ABOVE;
  xcb_configure_window(c_, number_of(window), XCB_CONFIG_WINDOW_STACK_MODE, &above);
  settle();
}

void Hand::tell_root(xcb_window_t window, const std::string& type, std::uint32_t first,
                     std::uint32_t second) {
  xcb_client_message_event_t event{};
  event.response_type = XCB_CLIENT_MESSAGE;
  event.format = 32;
  event.window = window;
  event.type = atom(type);
  event.data.data32[0] = first;
  event.data.data32[1] = second;
  event.data.data32[3] = 2;  // EWMH: on behalf of the user
  xcb_send_event(c_, 0, root(), XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY,
                 reinterpret_cast<const char*>(&event));
  settle();
}

void Hand::iconify(const std::string& window) { tell_root(number_of(window), "WM_CHANGE_STATE", kIconic); }
void Hand::restore(const std::string& window) {
  xcb_map_window(c_, number_of(window));
  tell_root(number_of(window), "_NET_ACTIVE_WINDOW", 2);
}
void Hand::close(const std::string& window) { tell_root(number_of(window), "_NET_CLOSE_WINDOW", 0); }

void Hand::set_state(const std::string& window, const std::string& state, bool on) {
  tell_root(number_of(window), "_NET_WM_STATE", on ? 1 : 0, atom("_NET_WM_STATE_" + state));
}

void Hand::go_to_workspace(unsigned number) { tell_root(root(), "_NET_CURRENT_DESKTOP", number); }

void Hand::fake(std::uint8_t type, std::uint8_t detail, int x, int y) {
  xcb_test_fake_input(c_, type, detail, 0, root(), static_cast<std::int16_t>(x), static_cast<std::int16_t>(y),
                      0);
}

void Hand::move_pointer(int x, int y) {
  fake(XCB_MOTION_NOTIFY, 0, x, y);
  settle();
}

void Hand::click(int x, int y, int button) {
  move_pointer(x, y);
  fake(XCB_BUTTON_PRESS, static_cast<std::uint8_t>(button), x, y);
  fake(XCB_BUTTON_RELEASE, static_cast<std::uint8_t>(button), x, y);
  settle();
}

void Hand::press(Point at, bool with_control) {
  move_pointer(at.x, at.y);
  if (with_control) fake(XCB_KEY_PRESS, kControl, 0, 0);
  fake(XCB_BUTTON_PRESS, 1, at.x, at.y);
  settle();
  if (with_control) fake(XCB_KEY_RELEASE, kControl, 0, 0);
  settle();
}

void Hand::release() {
  move_pointer(1, 1);  // where it chooses nothing
  fake(XCB_BUTTON_RELEASE, 1, 0, 0);
  settle();
}

void Hand::drag(Point from, Point to) {
  move_pointer(from.x, from.y);
  fake(XCB_BUTTON_PRESS, 1, from.x, from.y);
  for (int step = 1; step <= 10; ++step)
    move_pointer(from.x + (to.x - from.x) * step / 10, from.y + (to.y - from.y) * step / 10);
  fake(XCB_BUTTON_RELEASE, 1, to.x, to.y);
  settle();
}

void Hand::hold_server() {
  xcb_grab_server(c_);
  settle();
}
void Hand::let_server_go() {
  xcb_ungrab_server(c_);
  settle();
}

void Hand::map(const std::string& window) {
  xcb_map_window(c_, number_of(window));
  settle();
}

void Hand::unmap(const std::string& window) {
  xcb_unmap_window(c_, number_of(window));
  settle();
}

void Hand::set_border(const std::string& window, int width) {
  const auto value = static_cast<std::uint32_t>(width);
  xcb_configure_window(c_, number_of(window), XCB_CONFIG_WINDOW_BORDER_WIDTH, &value);
  settle();
}

void Hand::press_escape() {
  fake(XCB_KEY_PRESS, kEscape, 0, 0);
  fake(XCB_KEY_RELEASE, kEscape, 0, 0);
  settle();
}

// The one monitor is taken away, as a screen cannot be smaller than what shines on it, and comes back.
void Hand::set_screen_size(int width, int height, bool with_monitor) {
  const auto resources = support::owned(
      xcb_randr_get_screen_resources_reply(c_, xcb_randr_get_screen_resources(c_, root()), nullptr));
  if (!resources || resources->num_crtcs == 0 || resources->num_modes == 0 || resources->num_outputs == 0)
    throw std::runtime_error("this X server has no RandR monitor");
  const xcb_randr_crtc_t monitor = *xcb_randr_get_screen_resources_crtcs(resources.get());
  const auto configure = [&](xcb_randr_mode_t mode, std::uint32_t outputs) {
    support::owned(xcb_randr_set_crtc_config_reply(
        c_,
        xcb_randr_set_crtc_config(c_, monitor, XCB_CURRENT_TIME, resources->config_timestamp, 0, 0, mode,
                                  XCB_RANDR_ROTATION_ROTATE_0, outputs,
                                  xcb_randr_get_screen_resources_outputs(resources.get())),
        nullptr));
  };
  configure(XCB_NONE, 0);
  xcb_randr_set_screen_size(c_, root(), static_cast<std::uint16_t>(width), static_cast<std::uint16_t>(height),
                            static_cast<std::uint32_t>(width / 4), static_cast<std::uint32_t>(height / 4));
  if (with_monitor) configure(xcb_randr_get_screen_resources_modes(resources.get())->id, 1);
  settle();
}

void Hand::smaller_screen() { set_screen_size(900, 600, false); }
void Hand::first_screen() { set_screen_size(screen_->width_in_pixels, screen_->height_in_pixels, true); }

}  // namespace insyn::leak
