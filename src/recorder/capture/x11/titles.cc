#include "recorder/capture/x11/titles.h"

#include <algorithm>
#include <string_view>

namespace insyn::recorder::x11 {
namespace {

constexpr std::chrono::milliseconds kBetweenReads(100);

xcb_atom_t atom_of(const Connection& connection, std::string_view name) {
  xcb_connection_t* c = connection.get();
  const Owned<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(
      c, xcb_intern_atom(c, 0, static_cast<std::uint16_t>(name.size()), name.data()), nullptr));
  return reply ? reply->atom : static_cast<xcb_atom_t>(XCB_ATOM_NONE);
}

std::string text_of(const Connection& connection, xcb_window_t window, xcb_atom_t property, xcb_atom_t type) {
  xcb_connection_t* c = connection.get();
  const Owned<xcb_get_property_reply_t> reply(xcb_get_property_reply(
      c, xcb_get_property(c, 0, window, property, type, 0, RawTitle::kMostBytes / 4), nullptr));
  if (!reply || reply->format != 8) return "";
  return {static_cast<const char*>(xcb_get_property_value(reply.get())),
          static_cast<std::size_t>(xcb_get_property_value_length(reply.get()))};
}

}  // namespace

Titles::Titles(const Connection& connection)
    : connection_(connection),
      utf8_name_(atom_of(connection, "_NET_WM_NAME")),
      utf8_(atom_of(connection, "UTF8_STRING")),
      pace_(kBetweenReads) {}

void Titles::watch(const std::set<xcb_window_t>& windows, Mono now) {
  for (const xcb_window_t window : windows) {
    if (watched_.contains(window)) continue;
    pending_.insert(window);
    pace_.noticed(now);
  }
  std::erase_if(pending_, [&](xcb_window_t window) { return !windows.contains(window); });
  watched_ = windows;
}

void Titles::on_event(const xcb_property_notify_event_t& event, Mono now) {
  if (event.atom != utf8_name_ && event.atom != XCB_ATOM_WM_NAME) return;
  if (!watched_.contains(event.window)) return;
  pending_.insert(event.window);
  pace_.noticed(now);
}

std::string Titles::read(xcb_window_t window) {
  pending_.erase(window);
  std::string title = text_of(connection_, window, utf8_name_, utf8_);
  return title.empty() ? text_of(connection_, window, XCB_ATOM_WM_NAME, XCB_ATOM_ANY) : title;
}

}  // namespace insyn::recorder::x11
