#include "recorder/capture/x11/border_check.h"

#include <algorithm>

#include "base/region.h"
#include "recorder/capture/x11/window_owner.h"
#include "track/codec/pixels.h"

namespace insyn::recorder::x11 {
namespace {

using indicator::MarkedWindow;
using indicator::Side;

// A window that is said to be a side.
struct Candidate {
  xcb_window_t window;
  xcb_get_window_attributes_cookie_t attributes;
  xcb_get_geometry_cookie_t geometry;
};

// Where the windows lie that are mapped and belong to the right process.
std::vector<Rect> places_of_sides(const Connection& connection, const Painted& painted) {
  xcb_connection_t* c = connection.get();
  std::vector<Candidate> asked;
  for (const indicator::WindowId side : painted.sides) {
    const std::optional<xcb_window_t> window = window_of(side);
    if (window)
      asked.push_back({*window, xcb_get_window_attributes(c, *window), xcb_get_geometry(c, *window)});
  }
  std::vector<Rect> places;
  // Asked anew each time: windows' and processes' numbers go to others.
  WindowOwners owners(connection);
  for (const Candidate& one : asked) {
    const Owned<xcb_get_window_attributes_reply_t> attributes(
        xcb_get_window_attributes_reply(c, one.attributes, nullptr));
    const Owned<xcb_get_geometry_reply_t> geometry(xcb_get_geometry_reply(c, one.geometry, nullptr));
    if (!attributes || !geometry || attributes->map_state != XCB_MAP_STATE_VIEWABLE) continue;
    const ProcessHandle* owner = owners.owner_of(one.window);
    if (owner == nullptr || owner->pid() != painted.process) continue;
    places.push_back({geometry->x, geometry->y, geometry->width, geometry->height});
  }
  return places;
}

// One side as far as it is on the screen, less what the application's own popups cover.
struct VisiblePart {
  std::size_t window;  // its index
  Side side;
  Rect seen;
  xcb_get_image_cookie_t image{};
};

std::vector<VisiblePart> visible_parts(const Connection& connection, const Painted& painted,
                                       const std::vector<MarkedWindow>& windows) {
  std::vector<VisiblePart> parts;
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const auto sides = indicator::sides_of(windows[i].place, connection.screen());
    for (int side = 0; side < 4; ++side) {
      const Rect& place = sides[static_cast<std::size_t>(side)];
      const Rect seen = intersection(place, connection.screen());
      if (!seen.empty())
        parts.push_back({i, Side(painted.challenge, windows[i].window, side, place), seen, {}});
    }
  }
  return parts;
}

bool shows(const VisiblePart& part, const std::uint32_t* pixels, const std::vector<Rect>& popups,
           std::int64_t& seen) {
  for (int y = part.seen.y; y < part.seen.bottom(); ++y) {
    for (int x = part.seen.x; x < part.seen.right(); ++x, ++pixels) {
      const bool covered = std::any_of(popups.begin(), popups.end(), [x, y](const Rect& popup) {
        return !intersection(popup, {x, y, 1, 1}).empty();
      });
      if (covered) continue;
      if ((*pixels & track::kColourMask) != part.side.at(x, y)) return false;
      ++seen;
    }
  }
  return true;
}

}  // namespace

std::vector<bool> borders_shown(const Connection& connection, const Painted& painted,
                                const std::vector<MarkedWindow>& windows, const std::vector<Rect>& popups) {
  xcb_connection_t* c = connection.get();
  std::vector<VisiblePart> parts = visible_parts(connection, painted, windows);
  for (VisiblePart& part : parts) {
    part.image =
        xcb_get_image(c, XCB_IMAGE_FORMAT_Z_PIXMAP, connection.root(), static_cast<std::int16_t>(part.seen.x),
                      static_cast<std::int16_t>(part.seen.y), static_cast<std::uint16_t>(part.seen.width),
                      static_cast<std::uint16_t>(part.seen.height), ~0U);
  }
  const std::vector<Rect> places = places_of_sides(connection, painted);
  std::vector<bool> shown(windows.size(), true);
  std::vector<std::int64_t> seen(windows.size(), 0), whole(windows.size(), 0);
  for (const VisiblePart& part : parts) {
    const Owned<xcb_get_image_reply_t> image(xcb_get_image_reply(c, part.image, nullptr));
    const bool read = image && image->depth >= 24 &&
                      xcb_get_image_data_length(image.get()) == static_cast<int>(part.seen.area() * 4);
    const bool placed = std::find(places.begin(), places.end(), part.side.place()) != places.end();
    whole[part.window] += part.seen.area();
    shown[part.window] = read && placed && shown[part.window] &&
                         shows(part, reinterpret_cast<const std::uint32_t*>(xcb_get_image_data(image.get())),
                               popups, seen[part.window]);
  }
  // What popups cover says nothing; half of the border has to be seen.
  for (std::size_t i = 0; i < windows.size(); ++i)
    shown[i] = shown[i] && seen[i] > 0 && 2 * seen[i] >= whole[i];
  return shown;
}

}  // namespace insyn::recorder::x11
