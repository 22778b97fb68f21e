#include "tray/border/borders.h"

#include <xcb/xfixes.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "indicator/x11/reply.h"
#include "tray/border/agreed_window.h"
#include "tray/border/compositor_shadow.h"

namespace insyn::tray {
namespace {

constexpr int kMostRounds = 8;
constexpr std::uint8_t kInputShape = 2;  // the Shape extension's ShapeInput

using indicator::x11::Owned;
using indicator::x11::PixelFormat;

std::uint16_t u16(int value) { return static_cast<std::uint16_t>(value); }

// One with 32 bits, of which eight are alpha; 0: there is none.
xcb_visualid_t see_through_visual(const xcb_screen_t& screen) {
  for (auto depths = xcb_screen_allowed_depths_iterator(&screen); depths.rem > 0; xcb_depth_next(&depths)) {
    if (depths.data->depth != 32) continue;
    for (auto visuals = xcb_depth_visuals_iterator(depths.data); visuals.rem > 0;
         xcb_visualtype_next(&visuals)) {
      if (visuals.data->_class == XCB_VISUAL_CLASS_TRUE_COLOR) return visuals.data->visual_id;
    }
  }
  return 0;
}

// What is no window of an X server is not marked, and so not recorded.
std::vector<indicator::MarkedWindow> windows_of_x11(std::vector<indicator::MarkedWindow> windows) {
  std::erase_if(windows, [](const indicator::MarkedWindow& one) {
    return static_cast<std::uint64_t>(one.window) > UINT32_MAX;
  });
  return windows;
}

xcb_window_t number_of(const indicator::MarkedWindow& window) {
  return static_cast<xcb_window_t>(window.window);
}

}  // namespace

Result<std::unique_ptr<Borders>> Borders::open() {
  int number = 0;
  Connection connection(xcb_connect(nullptr, &number));
  xcb_connection_t* c = connection.get();
  if (xcb_connection_has_error(c) != 0)
    return fail(Code::kTransient, "no X server answers. Run this inside the agent's desktop session");
  auto screens = xcb_setup_roots_iterator(xcb_get_setup(c));
  for (int i = 0; i < number && screens.rem > 1; ++i) xcb_screen_next(&screens);
  const xcb_screen_t& screen = *screens.data;
  const std::optional<PixelFormat> format = PixelFormat::of(c, screen.root_depth, screen.root_visual);
  if (!format) {
    return fail(Code::kPermanent,
                "the screen has {} bits a pixel; a border can be drawn with 15, 16, 24 and 30",
                screen.root_depth);
  }
  return std::unique_ptr<Borders>(new Borders(std::move(connection), screen, *format));
}

Borders::Borders(Connection connection, const xcb_screen_t& screen, const PixelFormat& format)
    : c_(std::move(connection)),
      root_(screen.root),
      screen_(screen),
      format_of_screen_(format),
      format_(format),
      monitors_(c_.get(), screen),
      frame_extents_(c_.get()),
      decorations_(c_.get()) {
  xcb_connection_t* c = c_.get();
  choose_visual();
  const Owned<xcb_xfixes_query_version_reply_t> version(
      xcb_xfixes_query_version_reply(c, xcb_xfixes_query_version(c, 5, 0), nullptr));
  const Owned<xcb_intern_atom_reply_t> atom(
      xcb_intern_atom_reply(c, xcb_intern_atom(c, 0, 8, "WM_STATE"), nullptr));
  if (atom) wm_state_ = atom->atom;
}

Borders::~Borders() = default;

// The sides are opaque also where their visual has alpha.
void Borders::choose_visual() {
  xcb_connection_t* c = c_.get();
  xcb_visualid_t visual = screen_.root_visual;
  PixelFormat format = format_of_screen_;
  const xcb_visualid_t see_through = see_through_visual(screen_);
  if (see_through != 0 && format.is_rgb888() && shadows_all_without_alpha(c, root_)) {
    const std::optional<PixelFormat> with_alpha = PixelFormat::of(c, 32, see_through);
    if (with_alpha && with_alpha->is_rgb888()) {
      visual = see_through;
      format = *with_alpha;
    }
  }
  if (visual == visual_) return;
  if (visual_ != 0) {
    xcb_free_colormap(c, colours_);
    xcb_free_gc(c, context_);
  }
  visual_ = visual;
  format_ = format;
  colours_ = xcb_generate_id(c);
  xcb_create_colormap(c, XCB_COLORMAP_ALLOC_NONE, colours_, root_, visual_);
  const xcb_pixmap_t like_sides = xcb_generate_id(c);
  xcb_create_pixmap(c, format_.depth(), like_sides, root_, 1, 1);
  context_ = xcb_generate_id(c);
  xcb_create_gc(c, context_, like_sides, 0, nullptr);
  xcb_free_pixmap(c, like_sides);
}

Borders::Border Borders::make_border(const indicator::MarkedWindow& window) {
  xcb_connection_t* c = c_.get();
  Border border;
  border.window = number_of(window);
  for (xcb_window_t& side : border.sides) {
    side = xcb_generate_id(c);
    const std::uint32_t values[] = {0, 1, XCB_EVENT_MASK_EXPOSURE | XCB_EVENT_MASK_VISIBILITY_CHANGE,
                                    colours_};
    xcb_create_window(
        c, format_.depth(), side, root_, -100, -100, 1, 1, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, visual_,
        XCB_CW_BORDER_PIXEL | XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK | XCB_CW_COLORMAP, values);
    const xcb_xfixes_region_t nowhere = xcb_generate_id(c);
    xcb_xfixes_create_region(c, nowhere, 0, nullptr);
    xcb_xfixes_set_window_shape_region(c, side, kInputShape, 0, 0, nowhere);
    xcb_xfixes_destroy_region(c, nowhere);
    keep_out_of_shadows(side);
  }
  watch(border.window);
  place(border, window.place);
  for (const xcb_window_t side : border.sides) xcb_map_window(c, side);
  return border;
}

// Compositors draw shadows under windows, on what lies below and so on other sides too, and each has its own
// way to be told not to: a margin of its own (Mutter, Metacity, picom as it is installed), a property
// (picom).
void Borders::keep_out_of_shadows(xcb_window_t side) {
  xcb_connection_t* c = c_.get();
  const auto atom_of = [c](std::string_view name) {
    const Owned<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(
        c, xcb_intern_atom(c, 0, static_cast<std::uint16_t>(name.size()), name.data()), nullptr));
    return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
  };
  const std::array<std::uint32_t, 4> none{};
  xcb_change_property(c, XCB_PROP_MODE_REPLACE, side, frame_extents_.property(), XCB_ATOM_CARDINAL, 32, 4,
                      none.data());
  xcb_change_property(c, XCB_PROP_MODE_REPLACE, side, atom_of("_COMPTON_SHADOW"), XCB_ATOM_CARDINAL, 32, 1,
                      none.data());
}

void Borders::remove(const Border& border) {
  for (const xcb_window_t side : border.sides) xcb_destroy_window(c_.get(), side);
}

// The window and all that it lies in, which a window manager moves in its place.
void Borders::watch(xcb_window_t window) {
  xcb_connection_t* c = c_.get();
  while (window != root_ && window != XCB_WINDOW_NONE) {
    const std::uint32_t mask = XCB_EVENT_MASK_STRUCTURE_NOTIFY | XCB_EVENT_MASK_PROPERTY_CHANGE;
    xcb_change_window_attributes(c, window, XCB_CW_EVENT_MASK, &mask);
    const Owned<xcb_query_tree_reply_t> tree(xcb_query_tree_reply(c, xcb_query_tree(c, window), nullptr));
    if (!tree) return;
    window = tree->parent;
  }
}

void Borders::place(Border& border, const Rect& window) {
  const auto places = indicator::sides_of(window, monitors_.places());
  for (std::size_t i = 0; i < border.sides.size(); ++i) {
    if (places[i] == border.places[i]) continue;
    const std::int32_t values[] = {places[i].x, places[i].y, places[i].width, places[i].height};
    xcb_configure_window(
        c_.get(), border.sides[i],
        XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y | XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT,
        values);
  }
  border.places = places;
}

void Borders::paint_border(const Border& border) {
  std::vector<std::uint32_t> pixels;
  for (int i = 0; i < 4; ++i) {
    const Rect& place = border.places[static_cast<std::size_t>(i)];
    const indicator::Side side(challenge_, indicator::WindowId{border.window}, i, place);
    pixels.clear();
    for (int y = place.y; y < place.bottom(); ++y) {
      for (int x = place.x; x < place.right(); ++x) pixels.push_back(side.at(x, y));
    }
    const std::vector<std::uint8_t> image = format_.image(pixels, place.width, place.height);
    xcb_put_image(c_.get(), XCB_IMAGE_FORMAT_Z_PIXMAP, border.sides[static_cast<std::size_t>(i)], context_,
                  u16(place.width), u16(place.height), 0, 0, 0, format_.depth(),
                  static_cast<std::uint32_t>(image.size()), image.data());
  }
}

std::vector<indicator::WindowId> Borders::paint(const indicator::Challenge& challenge,
                                                const std::vector<indicator::MarkedWindow>& windows) {
  challenge_ = challenge;
  const std::vector<indicator::MarkedWindow> marked = windows_of_x11(windows);
  const bool moved = marked.size() != borders_.size() || (!marked.empty() && windows_ != marked);
  if (!marked.empty()) windows_ = marked;
  // Another window manager may run since the last border.
  if (borders_.empty() && !marked.empty()) choose_visual();
  std::vector<Border> old = std::exchange(borders_, {});
  for (const indicator::MarkedWindow& window : marked) {
    const auto found = std::find_if(old.begin(), old.end(),
                                    [&](const Border& one) { return one.window == number_of(window); });
    if (found == old.end()) {
      borders_.push_back(make_border(window));
    } else {
      borders_.push_back(*found);
      old.erase(found);
      place(borders_.back(), window.place);
    }
  }
  for (const Border& border : old) remove(border);
  std::vector<indicator::WindowId> sides;
  for (const Border& border : borders_) {
    paint_border(border);
    for (const xcb_window_t side : border.sides) sides.push_back(indicator::WindowId{side});
  }
  // Of what is redirected, as a sign or all windows under a compositor are, no event tells that it covers a
  // side.
  raise();
  // Once this is answered all of it has been carried out.
  const Owned<xcb_get_input_focus_reply_t> done(
      xcb_get_input_focus_reply(c_.get(), xcb_get_input_focus(c_.get()), nullptr));
  if (moved && moved_) moved_();
  return sides;
}

void Borders::forget() {
  if (borders_.empty()) windows_.clear();
}

std::optional<Rect> Borders::place_of(xcb_window_t window) const {
  xcb_connection_t* c = c_.get();
  const auto geometry_asked = xcb_get_geometry(c, window);
  const auto origin_asked = xcb_translate_coordinates(c, window, root_, 0, 0);
  const Owned<xcb_get_geometry_reply_t> geometry(xcb_get_geometry_reply(c, geometry_asked, nullptr));
  const Owned<xcb_translate_coordinates_reply_t> origin(
      xcb_translate_coordinates_reply(c, origin_asked, nullptr));
  if (!geometry || !origin) return std::nullopt;
  const indicator::x11::FrameExtents margin = frame_extents_.read(window, geometry->width, geometry->height);
  const Rect place =
      indicator::x11::without(margin, {origin->dst_x, origin->dst_y, geometry->width, geometry->height});
  if (margin != indicator::x11::FrameExtents()) return place;
  return indicator::x11::with(decorations_.read(window, place), place);
}

void Borders::follow_unmarked(const std::vector<FileIdentity>& programs) {
  if (!borders_.empty()) return;
  std::vector<indicator::MarkedWindow> found;
  const auto window = topmost_window_of(c_.get(), root_, programs);
  // Before it is asked where it lies, so that no move of it is missed.
  if (window) watch(*window);
  const auto place = window ? place_of(*window) : std::nullopt;
  if (place) found.push_back({indicator::WindowId{*window}, *place});
  if (found == windows_) return;
  windows_ = std::move(found);
  if (moved_) moved_();
}

void Borders::follow() {
  bool moved = false;
  for (std::size_t i = 0; i < windows_.size(); ++i) {
    const std::optional<Rect> now = place_of(number_of(windows_[i]));
    if (!now || *now == windows_[i].place) continue;
    windows_[i].place = *now;
    moved = true;
    if (i >= borders_.size()) continue;
    place(borders_[i], *now);
    paint_border(borders_[i]);
  }
  if (moved && moved_) moved_();
}

// What lay outside of a window may have to lie inside of it now, and the other way round.
void Borders::screen_changed() {
  for (std::size_t i = 0; i < borders_.size(); ++i) {
    place(borders_[i], windows_[i].place);
    paint_border(borders_[i]);
  }
  if (moved_) moved_();
}

// What a window manager looks after, itself or in a frame of the manager's.
bool Borders::is_managed(xcb_window_t window) {
  xcb_connection_t* c = c_.get();
  const auto attributes_asked = xcb_get_window_attributes(c, window);
  const auto tree_asked = xcb_query_tree(c, window);
  const Owned<xcb_get_window_attributes_reply_t> attributes(
      xcb_get_window_attributes_reply(c, attributes_asked, nullptr));
  const Owned<xcb_query_tree_reply_t> tree(xcb_query_tree_reply(c, tree_asked, nullptr));
  if (!attributes || !tree || attributes->map_state != XCB_MAP_STATE_VIEWABLE) return false;
  if (attributes->override_redirect == 0) return true;
  const xcb_window_t* children = xcb_query_tree_children(tree.get());
  for (int i = 0; i < xcb_query_tree_children_length(tree.get()); ++i) {
    const Owned<xcb_get_property_reply_t> state(xcb_get_property_reply(
        c, xcb_get_property(c, 0, children[i], wm_state_, XCB_ATOM_ANY, 0, 1), nullptr));
    if (state && state->type != XCB_ATOM_NONE) return true;
  }
  return false;
}

bool Borders::is_marked(xcb_window_t window) const {
  return std::any_of(borders_.begin(), borders_.end(),
                     [window](const Border& border) { return border.window == window; });
}

bool Borders::lies_under_borders(xcb_window_t window) {
  return std::find(signs_.begin(), signs_.end(), window) != signs_.end() || is_marked(window) ||
         is_managed(window);
}

// Over all windows but menus and the like, which are gone in a moment and would be cut in two.
void Borders::raise() {
  xcb_connection_t* c = c_.get();
  const Owned<xcb_query_tree_reply_t> tree(xcb_query_tree_reply(c, xcb_query_tree(c, root_), nullptr));
  if (!tree || borders_.empty()) return;
  const xcb_window_t* windows = xcb_query_tree_children(tree.get());
  const auto is_own = [&](xcb_window_t window) {
    return std::any_of(borders_.begin(), borders_.end(), [&](const Border& border) {
      return std::find(border.sides.begin(), border.sides.end(), window) != border.sides.end();
    });
  };
  int lowest_own = xcb_query_tree_children_length(tree.get());
  int highest_below = -1;
  for (int i = xcb_query_tree_children_length(tree.get()) - 1; i >= 0; --i) {
    if (is_own(windows[i])) {
      lowest_own = i;
    } else if (highest_below < 0 && lies_under_borders(windows[i])) {
      highest_below = i;
    }
  }
  if (highest_below < lowest_own) return;
  for (const Border& border : borders_) {
    for (const xcb_window_t side : border.sides) {
      const std::uint32_t values[] = {windows[highest_below], XCB_STACK_MODE_ABOVE};
      xcb_configure_window(c, side, XCB_CONFIG_WINDOW_SIBLING | XCB_CONFIG_WINDOW_STACK_MODE, values);
    }
  }
}

// What is asked while events are handled can bring more of them, of which the descriptor says nothing. A
// program that keeps sending them must not keep the tray from everything else.
bool Borders::handle_events() {
  int rounds = 0;
  while (rounds < kMostRounds && handle_pending()) ++rounds;
  xcb_flush(c_.get());
  return rounds == kMostRounds;
}

bool Borders::handle_pending() {
  bool any = false;
  bool changed = false, covered = false, exposed = false, resized = false;
  while (Owned<xcb_generic_event_t> event{xcb_poll_for_event(c_.get())}) {
    any = true;
    if (monitors_.on_event(*event)) {
      resized = true;
      continue;
    }
    switch (event->response_type & 0x7f) {
      case XCB_CONFIGURE_NOTIFY:
      case XCB_MAP_NOTIFY:
      case XCB_UNMAP_NOTIFY:
        changed = true;
        break;
      case XCB_REPARENT_NOTIFY:
        watch(reinterpret_cast<xcb_reparent_notify_event_t&>(*event).window);
        changed = true;
        break;
      case XCB_PROPERTY_NOTIFY:
        changed = changed ||
                  reinterpret_cast<xcb_property_notify_event_t&>(*event).atom == frame_extents_.property() ||
                  reinterpret_cast<xcb_property_notify_event_t&>(*event).atom == decorations_.property();
        break;
      case XCB_VISIBILITY_NOTIFY:
        covered = covered ||
                  reinterpret_cast<xcb_visibility_notify_event_t&>(*event).state != XCB_VISIBILITY_UNOBSCURED;
        break;
      case XCB_EXPOSE:
        exposed = true;
        break;
      default:
        break;
    }
  }
  if (resized) screen_changed();
  if (changed) follow();
  if (covered) raise();
  if (exposed) {
    for (const Border& border : borders_) paint_border(border);
  }
  return any;
}

}  // namespace insyn::tray
