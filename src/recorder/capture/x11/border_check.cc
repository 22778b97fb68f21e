#include "recorder/capture/x11/border_check.h"

#include <algorithm>

#include "base/region.h"
#include "recorder/capture/x11/window_owner.h"
#include "track/codec/surfaces.h"

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
struct Look {
  std::size_t window;  // which of them
  Side side;
  Rect seen;
  xcb_get_image_cookie_t image{};
};

std::vector<Look> sides_to_look_at(const Connection& connection, const Painted& painted,
                                   const std::vector<MarkedWindow>& windows) {
  std::vector<Look> looks;
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const auto sides = indicator::sides_of(windows[i].place, connection.screen());
    for (int side = 0; side < 4; ++side) {
      const Rect& place = sides[static_cast<std::size_t>(side)];
      const Rect seen = intersection(place, connection.screen());
      if (!seen.empty())
        looks.push_back({i, Side(painted.challenge, windows[i].window, side, place), seen, {}});
    }
  }
  return looks;
}

bool shows(const Look& look, const std::uint32_t* pixels, const std::vector<Rect>& popups,
           std::int64_t& seen) {
  for (int y = look.seen.y; y < look.seen.bottom(); ++y) {
    for (int x = look.seen.x; x < look.seen.right(); ++x, ++pixels) {
      const bool covered = std::any_of(popups.begin(), popups.end(), [x, y](const Rect& popup) {
        return !intersection(popup, {x, y, 1, 1}).empty();
      });
      if (covered) continue;
      if ((*pixels & track::kColourMask) != look.side.at(x, y)) return false;
      ++seen;
    }
  }
  return true;
}

}  // namespace

std::vector<bool> borders_shown(const Connection& connection, const Painted& painted,
                                const std::vector<MarkedWindow>& windows, const std::vector<Rect>& popups) {
  xcb_connection_t* c = connection.get();
  std::vector<Look> looks = sides_to_look_at(connection, painted, windows);
  for (Look& look : looks) {
    look.image =
        xcb_get_image(c, XCB_IMAGE_FORMAT_Z_PIXMAP, connection.root(), static_cast<std::int16_t>(look.seen.x),
                      static_cast<std::int16_t>(look.seen.y), static_cast<std::uint16_t>(look.seen.width),
                      static_cast<std::uint16_t>(look.seen.height), ~0U);
  }
  const std::vector<Rect> places = places_of_sides(connection, painted);
  std::vector<bool> shown(windows.size(), true);
  std::vector<std::int64_t> seen(windows.size(), 0), whole(windows.size(), 0);
  for (const Look& look : looks) {
    const Owned<xcb_get_image_reply_t> image(xcb_get_image_reply(c, look.image, nullptr));
    const bool read = image && image->depth >= 24 &&
                      xcb_get_image_data_length(image.get()) == static_cast<int>(look.seen.area() * 4);
    const bool placed = std::find(places.begin(), places.end(), look.side.place()) != places.end();
    whole[look.window] += look.seen.area();
    shown[look.window] = read && placed && shown[look.window] &&
                         shows(look, reinterpret_cast<const std::uint32_t*>(xcb_get_image_data(image.get())),
                               popups, seen[look.window]);
  }
  // What popups cover says nothing; half of the border has to be seen.
  for (std::size_t i = 0; i < windows.size(); ++i)
    shown[i] = shown[i] && seen[i] > 0 && 2 * seen[i] >= whole[i];
  return shown;
}

}  // namespace insyn::recorder::x11
