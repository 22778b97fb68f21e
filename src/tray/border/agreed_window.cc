#include "tray/border/agreed_window.h"

#include <xcb/res.h>

#include <algorithm>
#include <string_view>

#include "indicator/x11/reply.h"
#include "os/process.h"

namespace insyn::tray {
namespace {

using indicator::x11::Owned;

constexpr std::uint32_t kMostWindows = 1000;

bool is_shown(xcb_connection_t* c, xcb_window_t window) {
  const Owned<xcb_get_window_attributes_reply_t> attributes(
      xcb_get_window_attributes_reply(c, xcb_get_window_attributes(c, window), nullptr));
  return attributes && attributes->map_state == XCB_MAP_STATE_VIEWABLE;
}

// By the server's word.
std::optional<FileIdentity> program_of(xcb_connection_t* c, xcb_window_t window) {
  const xcb_res_client_id_spec_t question{window, XCB_RES_CLIENT_ID_MASK_LOCAL_CLIENT_PID};
  const Owned<xcb_res_query_client_ids_reply_t> reply(
      xcb_res_query_client_ids_reply(c, xcb_res_query_client_ids(c, 1, &question), nullptr));
  if (!reply) return std::nullopt;
  for (auto ids = xcb_res_query_client_ids_ids_iterator(reply.get()); ids.rem > 0;
       xcb_res_client_id_value_next(&ids)) {
    const bool is_pid = (ids.data->spec.mask & XCB_RES_CLIENT_ID_MASK_LOCAL_CLIENT_PID) != 0;
    if (!is_pid || xcb_res_client_id_value_value_length(ids.data) < 1) continue;
    const auto process = ProcessHandle::open(static_cast<int>(*xcb_res_client_id_value_value(ids.data)));
    const auto program = process ? process->program() : Failure(process.error());
    if (program) return *program;
  }
  return std::nullopt;
}

}  // namespace

std::optional<xcb_window_t> topmost_window_of(xcb_connection_t* connection, xcb_window_t root,
                                              const std::vector<FileIdentity>& programs) {
  xcb_connection_t* c = connection;
  constexpr std::string_view kList = "_NET_CLIENT_LIST_STACKING";
  const Owned<xcb_intern_atom_reply_t> atom(
      xcb_intern_atom_reply(c, xcb_intern_atom(c, 1, kList.size(), kList.data()), nullptr));
  if (!atom || atom->atom == XCB_ATOM_NONE) return std::nullopt;
  const Owned<xcb_get_property_reply_t> list(xcb_get_property_reply(
      c, xcb_get_property(c, 0, root, atom->atom, XCB_ATOM_WINDOW, 0, kMostWindows), nullptr));
  if (!list || list->format != 32) return std::nullopt;
  const auto* windows = static_cast<const xcb_window_t*>(xcb_get_property_value(list.get()));
  for (auto i = static_cast<int>(list->value_len) - 1; i >= 0; --i) {
    if (!is_shown(c, windows[i])) continue;
    const auto program = program_of(c, windows[i]);
    if (program && std::find(programs.begin(), programs.end(), *program) != programs.end()) return windows[i];
  }
  return std::nullopt;
}

}  // namespace insyn::tray
