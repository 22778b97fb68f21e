#include "tray/border/compositor_shadow.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "indicator/x11/reply.h"

namespace insyn::tray {
namespace {

using indicator::x11::Owned;

constexpr std::uint32_t kLongestName = 64;  // in 32-bit units

constexpr std::array<std::string_view, 5> kManagers = {"Mutter", "GNOME Shell", "Metacity", "Marco",
                                                       "Muffin"};

xcb_atom_t atom_of(xcb_connection_t* c, std::string_view name) {
  const Owned<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(
      c, xcb_intern_atom(c, 1, static_cast<std::uint16_t>(name.size()), name.data()), nullptr));
  return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
}

Owned<xcb_get_property_reply_t> property(xcb_connection_t* c, xcb_window_t window, xcb_atom_t name) {
  return Owned<xcb_get_property_reply_t>(xcb_get_property_reply(
      c, xcb_get_property(c, 0, window, name, XCB_GET_PROPERTY_TYPE_ANY, 0, kLongestName), nullptr));
}

std::optional<std::string> manager_name(xcb_connection_t* c, xcb_window_t root) {
  const xcb_atom_t check = atom_of(c, "_NET_SUPPORTING_WM_CHECK");
  const xcb_atom_t name = atom_of(c, "_NET_WM_NAME");
  if (check == XCB_ATOM_NONE || name == XCB_ATOM_NONE) return std::nullopt;
  const auto window = property(c, root, check);
  if (!window || window->format != 32 || xcb_get_property_value_length(window.get()) < 4) return std::nullopt;
  xcb_window_t manager = 0;
  std::memcpy(&manager, xcb_get_property_value(window.get()), sizeof(manager));
  const auto said = property(c, manager, name);
  if (!said || said->format != 8) return std::nullopt;
  return std::string(static_cast<const char*>(xcb_get_property_value(said.get())),
                     static_cast<std::size_t>(xcb_get_property_value_length(said.get())));
}

}  // namespace

bool shadows_all_without_alpha(xcb_connection_t* connection, xcb_window_t root) {
  const std::optional<std::string> name = manager_name(connection, root);
  return name && std::any_of(kManagers.begin(), kManagers.end(),
                             [&](std::string_view manager) { return name->starts_with(manager); });
}

}  // namespace insyn::tray
