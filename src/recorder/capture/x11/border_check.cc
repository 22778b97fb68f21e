#include "recorder/capture/x11/border_check.h"

#include <algorithm>

#include "recorder/capture/guards.h"
#include "recorder/capture/x11/window_owner.h"

namespace insyn::recorder::x11 {
namespace {

using indicator::MarkedWindow;
using indicator::Side;

// Of a border, that has to be seen.
constexpr int kLeastShare = 8;
// How far from a popup a compositor's shadow of it may fall.
constexpr int kShadow = 32;

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

// One side as far as one monitor shows it.
struct VisiblePart {
  std::size_t window;  // its index
  Side side;
  Rect seen;
  xcb_get_image_cookie_t image{};
};

// All sides of all borders.
struct Sides {
  std::vector<VisiblePart> parts;
  std::vector<Side> all;
  std::vector<std::int64_t> area;  // of each window's
};

Sides sides_on(const indicator::x11::Monitors& monitors, const Painted& painted,
               const std::vector<MarkedWindow>& windows) {
  Sides sides;
  const std::vector<Rect> lit = guard_on(Guard::kLit) ? monitors.lit() : std::vector<Rect>{monitors.screen()};
  sides.area.resize(windows.size());
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const auto places = indicator::sides_of(windows[i].place, monitors.places());
    for (int number = 0; number < 4; ++number) {
      const Rect& place = places[static_cast<std::size_t>(number)];
      const Side side(painted.challenge, windows[i].window, number, place);
      sides.all.push_back(side);
      sides.area[i] += place.area();
      for (const Rect& monitor : lit) {
        const Rect seen = intersection(place, monitor);
        if (!seen.empty()) sides.parts.push_back({i, side, seen, {}});
      }
    }
  }
  return sides;
}

// Whether borders are looked for in a picture of the screen.
class Look {
 public:
  Look(const PixelFormat& format, const std::vector<Side>& sides, const std::vector<Rect>& popups)
      : format_(format), sides_(sides), popups_(popups) {}

  // Counts the pixels of `part` that are seen. False where one is another than it should be; one in a popup's
  // shadow says nothing, as one under it.
  bool shows(const VisiblePart& part, const std::uint8_t* image, std::int64_t& seen) const {
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(part.seen.area()));
    format_.read_image(image, part.seen.width, part.seen.height, pixels.data());
    const std::uint32_t* pixel = pixels.data();
    for (int y = part.seen.y; y < part.seen.bottom(); ++y) {
      for (int x = part.seen.x; x < part.seen.right(); ++x, ++pixel) {
        if (is_near_popup(x, y, 0)) continue;
        const std::uint32_t own = format_.seen(part.side.at(x, y));
        if (*pixel == own || is_of_another(x, y, *pixel)) {
          ++seen;
        } else if (!is_near_popup(x, y, kShadow) || !indicator::is_in_shadow(*pixel, own)) {
          return false;
        }
      }
    }
    return true;
  }

 private:
  bool is_near_popup(int x, int y, int distance) const {
    const Rect around{x - distance, y - distance, 2 * distance + 1, 2 * distance + 1};
    return std::any_of(popups_.begin(), popups_.end(),
                       [&](const Rect& popup) { return !intersection(popup, around).empty(); });
  }
  // Where two borders cross one of them is seen.
  bool is_of_another(int x, int y, std::uint32_t pixel) const {
    return std::any_of(sides_.begin(), sides_.end(), [&](const Side& side) {
      return !intersection(side.place(), {x, y, 1, 1}).empty() && format_.seen(side.at(x, y)) == pixel;
    });
  }

  const PixelFormat& format_;
  const std::vector<Side>& sides_;
  const std::vector<Rect>& popups_;
};

}  // namespace

std::vector<bool> borders_shown(const Connection& connection, const indicator::x11::Monitors& monitors,
                                const Painted& painted, const std::vector<MarkedWindow>& windows,
                                const std::vector<Rect>& popups) {
  xcb_connection_t* c = connection.get();
  const std::optional<PixelFormat> format = connection.screen_format();
  if (!format) return std::vector<bool>(windows.size(), false);
  Sides sides = sides_on(monitors, painted, windows);
  for (VisiblePart& part : sides.parts) {
    part.image =
        xcb_get_image(c, XCB_IMAGE_FORMAT_Z_PIXMAP, connection.root(), static_cast<std::int16_t>(part.seen.x),
                      static_cast<std::int16_t>(part.seen.y), static_cast<std::uint16_t>(part.seen.width),
                      static_cast<std::uint16_t>(part.seen.height), ~0U);
  }
  const std::vector<Rect> places = places_of_sides(connection, painted);
  const Look look(*format, sides.all, popups);
  std::vector<bool> shown(windows.size(), true);
  std::vector<std::int64_t> seen(windows.size(), 0), whole(windows.size(), 0);
  for (const VisiblePart& part : sides.parts) {
    const Owned<xcb_get_image_reply_t> image(xcb_get_image_reply(c, part.image, nullptr));
    const bool read = image && image->depth == format->depth() &&
                      static_cast<std::size_t>(xcb_get_image_data_length(image.get())) ==
                          format->bytes(part.seen.width, part.seen.height);
    const bool placed = std::find(places.begin(), places.end(), part.side.place()) != places.end();
    whole[part.window] += part.seen.area();
    shown[part.window] = read && placed && shown[part.window] &&
                         look.shows(part, xcb_get_image_data(image.get()), seen[part.window]);
  }
  // What popups cover says nothing; half of what monitors show of the border has to be seen.
  for (std::size_t i = 0; i < windows.size(); ++i)
    shown[i] = shown[i] && 2 * seen[i] >= whole[i] && kLeastShare * seen[i] >= sides.area[i];
  return shown;
}

}  // namespace insyn::recorder::x11
