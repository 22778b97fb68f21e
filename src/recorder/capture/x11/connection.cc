#include "recorder/capture/x11/connection.h"

#include <xcb/composite.h>
#include <xcb/damage.h>
#include <xcb/randr.h>
#include <xcb/res.h>
#include <xcb/screensaver.h>
#include <xcb/shm.h>
#include <xcb/xcbext.h>
#include <xcb/xfixes.h>

#include <cstdlib>
#include <string_view>

namespace insyn::recorder::x11 {
namespace {

bool present(xcb_connection_t* connection, xcb_extension_t* extension) {
  const xcb_query_extension_reply_t* reply = xcb_get_extension_data(connection, extension);
  return reply != nullptr && reply->present != 0;
}

Failure missing(std::string_view extension, std::string_view purpose) {
  return fail(Code::kPermanent,
              "the X server has no {} extension ({}); without it windows cannot be kept apart, so nothing is "
              "recorded. "
              "Start the X server with it switched on",
              extension, purpose);
}

// A version query is also how a client announces which version it speaks, and must come before other
// requests.
Status require_versions(xcb_connection_t* c) {
  const Owned<xcb_composite_query_version_reply_t> composite(
      xcb_composite_query_version_reply(c, xcb_composite_query_version(c, 0, 4), nullptr));
  if (!composite || (composite->major_version == 0 && composite->minor_version < 2)) {
    return missing("Composite 0.2", "windows' own pixmaps");
  }
  const Owned<xcb_xfixes_query_version_reply_t> fixes(
      xcb_xfixes_query_version_reply(c, xcb_xfixes_query_version(c, 5, 0), nullptr));
  if (!fixes || fixes->major_version < 2) return missing("XFixes 2", "regions");
  const Owned<xcb_damage_query_version_reply_t> damage(
      xcb_damage_query_version_reply(c, xcb_damage_query_version(c, 1, 1), nullptr));
  if (!damage) return missing("Damage", "what has changed");
  const Owned<xcb_res_query_version_reply_t> res(
      xcb_res_query_version_reply(c, xcb_res_query_version(c, 1, 2), nullptr));
  if (!res || (res->server_major == 1 && res->server_minor < 2))
    return missing("X-Resource 1.2", "window owners");
  const Owned<xcb_shm_query_version_reply_t> shm(
      xcb_shm_query_version_reply(c, xcb_shm_query_version(c), nullptr));
  if (!shm || (shm->major_version == 1 && shm->minor_version < 2))
    return missing("MIT-SHM 1.2", "shared memory");
  return {};
}

}  // namespace

Status Connection::alive() const {
  if (xcb_connection_has_error(get()) == 0) return {};
  return fail(Code::kTransient, "the X server closed the connection");
}

Status Connection::require_extensions() {
  xcb_connection_t* c = get();
  if (!present(c, &xcb_composite_id)) return missing("Composite", "windows' own pixmaps");
  if (!present(c, &xcb_damage_id)) return missing("Damage", "what has changed");
  if (!present(c, &xcb_xfixes_id)) return missing("XFixes", "regions");
  if (!present(c, &xcb_res_id)) return missing("X-Resource", "window owners");
  if (!present(c, &xcb_shm_id)) return missing("MIT-SHM", "shared memory");
  TRY(require_versions(c));
  damage_event_ = xcb_get_extension_data(c, &xcb_damage_id)->first_event;
  return alive();
}

bool Connection::is_of_wayland() const {
  static xcb_extension_t wayland = {"XWAYLAND", 0};
  if (present(get(), &wayland)) return true;
  // Older ones have no extension to be known by, and name their outputs.
  if (!present(get(), &xcb_randr_id)) return false;
  const Owned<xcb_randr_get_screen_resources_current_reply_t> resources(
      xcb_randr_get_screen_resources_current_reply(
          get(), xcb_randr_get_screen_resources_current(get(), root_), nullptr));
  if (!resources || resources->num_outputs == 0) return false;
  const xcb_randr_output_t* outputs = xcb_randr_get_screen_resources_current_outputs(resources.get());
  const Owned<xcb_randr_get_output_info_reply_t> output(xcb_randr_get_output_info_reply(
      get(), xcb_randr_get_output_info(get(), outputs[0], resources->config_timestamp), nullptr));
  if (!output) return false;
  const std::string_view name(reinterpret_cast<const char*>(xcb_randr_get_output_info_name(output.get())),
                              static_cast<std::size_t>(xcb_randr_get_output_info_name_length(output.get())));
  return name.starts_with("XWAYLAND");
}

bool Connection::watch_screen_saver() {
  xcb_connection_t* c = get();
  if (!present(c, &xcb_screensaver_id)) return false;
  screen_saver_event_ = xcb_get_extension_data(c, &xcb_screensaver_id)->first_event;
  xcb_screensaver_select_input(c, root_, XCB_SCREENSAVER_EVENT_NOTIFY_MASK);
  const Owned<xcb_screensaver_query_info_reply_t> reply(
      xcb_screensaver_query_info_reply(c, xcb_screensaver_query_info(c, root_), nullptr));
  return reply && (reply->state == XCB_SCREENSAVER_STATE_ON || reply->state == XCB_SCREENSAVER_STATE_CYCLE);
}

Result<Connection> Connection::connect(const std::string& display) {
  int screen_number = 0;
  Connection connection(xcb_connect(display.empty() ? nullptr : display.c_str(), &screen_number));
  if (xcb_connection_has_error(connection.get()) != 0) {
    const char* variable = std::getenv("DISPLAY");
    const std::string name = !display.empty() ? display : variable != nullptr ? variable : "";
    if (name.empty()) {
      return fail(Code::kTransient,
                  "no X display: $DISPLAY is not set. Run this inside the agent's desktop session");
    }
    return fail(Code::kTransient,
                "no X server answers on display “{}”. Run this inside the agent's desktop session", name);
  }
  const xcb_setup_t* setup = xcb_get_setup(connection.get());
  xcb_screen_iterator_t screens = xcb_setup_roots_iterator(setup);
  for (int i = 0; i < screen_number && screens.rem > 1; ++i) xcb_screen_next(&screens);
  connection.root_ = screens.data->root;
  connection.screen_ = screens.data;
  connection.resource_mask_ = setup->resource_id_mask;
  return connection;
}

Result<Connection> Connection::open(const std::string& display) {
  TRY_ASSIGN(Connection connection, connect(display));
  TRY(connection.require_extensions());
  connection.frame_extents_.emplace(connection.get());
  connection.decorations_.emplace(connection.get());
  return connection;
}

}  // namespace insyn::recorder::x11
