// What the hand sees of the windows.
#include "leak/hand.h"
#include "support/client_paint.h"
#include "support/reply.h"
#include "support/until.h"

namespace insyn::leak {
namespace {

struct Seen {
  xcb_window_t window = XCB_WINDOW_NONE;
  std::int64_t area = 0;
};

void look_for_class(xcb_connection_t* c, xcb_window_t window, const std::string& wm_class, Seen& best) {
  const auto attributes =
      support::owned(xcb_get_window_attributes_reply(c, xcb_get_window_attributes(c, window), nullptr));
  if (!attributes || attributes->map_state == XCB_MAP_STATE_UNMAPPED) return;
  const auto property = support::owned(xcb_get_property_reply(
      c, xcb_get_property(c, 0, window, XCB_ATOM_WM_CLASS, XCB_ATOM_STRING, 0, 64), nullptr));
  const auto geometry = support::owned(xcb_get_geometry_reply(c, xcb_get_geometry(c, window), nullptr));
  if (property && geometry && attributes->map_state == XCB_MAP_STATE_VIEWABLE) {
    const std::string text(static_cast<const char*>(xcb_get_property_value(property.get())),
                           static_cast<std::size_t>(xcb_get_property_value_length(property.get())));
    const std::int64_t area = std::int64_t{geometry->width} * geometry->height;
    if (text.find(std::string(1, '\0') + wm_class) != std::string::npos) {
      if (area > best.area) best = {window, area};
      return;  // its inner windows may carry the class too
    }
  }
  const auto tree = support::owned(xcb_query_tree_reply(c, xcb_query_tree(c, window), nullptr));
  if (!tree) return;
  for (int i = 0; i < xcb_query_tree_children_length(tree.get()); ++i)
    look_for_class(c, xcb_query_tree_children(tree.get())[i], wm_class, best);
}

}  // namespace

std::string Hand::window_of_class(const std::string& wm_class) {
  Seen best;
  look_for_class(c_, root(), wm_class, best);
  return best.area < 100 * 100 ? "" : std::to_string(best.window);
}

bool Hand::is_viewable(const std::string& window) {
  const auto reply = support::owned(
      xcb_get_window_attributes_reply(c_, xcb_get_window_attributes(c_, number_of(window)), nullptr));
  return reply && reply->map_state == XCB_MAP_STATE_VIEWABLE;
}

void Hand::wait_until_viewable(const std::string& window) {
  // A window manager that has only just begun may miss the first request.
  int looks = 0;
  support::until("window " + window + " to be viewable", [&] {
    if (++looks % 200 == 0) map(window);
    return is_viewable(window);
  });
}

void Hand::wait_until_gone(const std::string& window) {
  support::until("window " + window + " to be gone", [&] { return place_of(window).empty(); });
}

Rect Hand::place_of(const std::string& window) {
  const xcb_window_t id = number_of(window);
  const auto geometry = support::owned(xcb_get_geometry_reply(c_, xcb_get_geometry(c_, id), nullptr));
  const auto at = support::owned(
      xcb_translate_coordinates_reply(c_, xcb_translate_coordinates(c_, id, root(), 0, 0), nullptr));
  if (!geometry || !at) return {};
  return {at->dst_x, at->dst_y, geometry->width, geometry->height};
}

Point Hand::middle_of(const std::string& window) {
  const Rect place = place_of(window);
  return {place.x + place.width / 2, place.y + place.height / 2};
}

bool Hand::is_at(const std::string& window, Point at) {
  for (xcb_window_t here = root(); here != XCB_WINDOW_NONE;) {
    if (here == number_of(window)) return true;
    const auto reply = support::owned(xcb_translate_coordinates_reply(
        c_,
        xcb_translate_coordinates(c_, root(), here, static_cast<std::int16_t>(at.x),
                                  static_cast<std::int16_t>(at.y)),
        nullptr));
    here = reply ? reply->child : static_cast<xcb_window_t>(XCB_WINDOW_NONE);
  }
  return false;
}

bool Hand::shows_ours(const std::string& window) {
  const Rect place = place_of(window);
  const auto reply = support::owned(
      xcb_get_image_reply(c_,
                          xcb_get_image(c_, XCB_IMAGE_FORMAT_Z_PIXMAP, number_of(window),
                                        static_cast<std::int16_t>(place.width / 2),
                                        static_cast<std::int16_t>(place.height / 2), 1, 1, ~0U),
                          nullptr));
  if (!reply || xcb_get_image_data_length(reply.get()) < 4) return false;
  const std::uint8_t* pixel = xcb_get_image_data(reply.get());
  return support::is_of(support::Family::kOurs,
                        std::uint32_t{pixel[2]} << 16U | std::uint32_t{pixel[1]} << 8U | pixel[0]);
}

std::size_t Hand::popups() {
  std::size_t count = 0;
  const auto tree = support::owned(xcb_query_tree_reply(c_, xcb_query_tree(c_, root()), nullptr));
  for (int i = 0; tree && i < xcb_query_tree_children_length(tree.get()); ++i) {
    const auto reply = support::owned(xcb_get_window_attributes_reply(
        c_, xcb_get_window_attributes(c_, xcb_query_tree_children(tree.get())[i]), nullptr));
    if (reply && reply->override_redirect != 0 && reply->map_state == XCB_MAP_STATE_VIEWABLE &&
        reply->_class == XCB_WINDOW_CLASS_INPUT_OUTPUT)
      ++count;
  }
  return count;
}

}  // namespace insyn::leak
