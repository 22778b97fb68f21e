#include "recorder/capture/x11/window_tree.h"

#include <algorithm>
#include <set>

#include "os/running_program.h"
#include "recorder/capture/guards.h"

namespace insyn::recorder::x11 {
namespace {

constexpr std::size_t kMostSurfaces = 60;
constexpr std::size_t kMostInside = 4096;
constexpr std::size_t kMostOthers = 16;
constexpr int kDeepestFrame = 6;  // how far below the root a window manager may put an application's window
constexpr int kDeepestPointer = 64;
constexpr std::size_t kMostTold = 64;

constexpr std::uint32_t kWatch = XCB_EVENT_MASK_STRUCTURE_NOTIFY | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;
constexpr std::uint32_t kWatchSurface = kWatch | XCB_EVENT_MASK_PROPERTY_CHANGE;

// What the server says of a window.
struct Inspected {
  Owned<xcb_get_window_attributes_reply_t> attributes;
  Owned<xcb_get_geometry_reply_t> geometry;
  std::vector<xcb_window_t> children;  // bottom to top
};

// With its border, where it lies in the one that it is in.
Rect outer_place(const xcb_get_geometry_reply_t& geometry) {
  return {geometry.x, geometry.y, geometry.width + 2 * geometry.border_width,
          geometry.height + 2 * geometry.border_width};
}

class TreeWalk {
 public:
  TreeWalk(const Connection& connection, WindowQuestion& question, const std::vector<xcb_window_t>& recorded)
      : connection_(connection), question_(question), recorded_(recorded), owners_(connection) {}

  std::vector<FoundSurface> run() {
    const Inspected root = inspect(connection_.root());
    for (const xcb_window_t child : root.children) visit(child, {0, 0}, {});
    decide_on_popups();
    if (found_.empty()) tell_why();
    std::sort(found_.begin(), found_.end(),
              [](const Numbered& a, const Numbered& b) { return a.turn < b.turn; });
    std::vector<FoundSurface> found;
    for (Numbered& one : found_) found.push_back(std::move(one.surface));
    return found;
  }

 private:
  // In the order in which they were met, bottom to top.
  struct Numbered {
    std::size_t turn = 0;
    FoundSurface surface;
  };
  // A popup that is in scope only where its process has a window that is.
  struct Postponed {
    std::size_t turn = 0;
    xcb_window_t window = 0;
    Inspected seen;
    Point origin;
    Rect outermost;
    std::vector<Placed> path;
  };

  // One that is on the screen and not in scope.
  struct Other {
    xcb_window_t window = 0;
    bool popup = false;
  };

  // Selects events first and asks then: an event that the answer does not count in is in the queue.
  Inspected inspect(xcb_window_t window) const {
    xcb_connection_t* c = connection_.get();
    const bool recorded = std::find(recorded_.begin(), recorded_.end(), window) != recorded_.end();
    xcb_change_window_attributes(c, window, XCB_CW_EVENT_MASK, recorded ? &kWatchSurface : &kWatch);
    const auto attributes = xcb_get_window_attributes(c, window);
    const auto geometry = xcb_get_geometry(c, window);
    const auto tree = xcb_query_tree(c, window);
    Inspected seen;
    seen.attributes.reset(xcb_get_window_attributes_reply(c, attributes, nullptr));
    seen.geometry.reset(xcb_get_geometry_reply(c, geometry, nullptr));
    const Owned<xcb_query_tree_reply_t> reply(xcb_query_tree_reply(c, tree, nullptr));
    if (reply) {
      const xcb_window_t* children = xcb_query_tree_children(reply.get());
      seen.children.assign(children, children + xcb_query_tree_children_length(reply.get()));
    }
    return seen;
  }

  void visit(xcb_window_t window, Point parent_origin, std::vector<Placed> path) {
    if (found_.size() + postponed_.size() >= kMostSurfaces) return;
    Inspected seen = inspect(window);
    if (!seen.attributes || !seen.geometry) return;
    if (seen.attributes->_class == XCB_WINDOW_CLASS_INPUT_ONLY) return;
    const Point origin{parent_origin.x + seen.geometry->x + seen.geometry->border_width,
                       parent_origin.y + seen.geometry->y + seen.geometry->border_width};
    if (path.empty()) outermost_ = outer_place(*seen.geometry);
    path.push_back({window, {seen.geometry->x, seen.geometry->y}});
    const ProcessHandle* owner = owners_.owner_of(window);
    const bool popup = seen.attributes->override_redirect != 0;
    if (!guard_on(Guard::kPopupOwner) && popup && !found_.empty())
      owner = owners_.owner_of(found_.front().surface.window);
    // Whether a popup's process has a window in scope is known once all have been met.
    if (owner != nullptr && in_scope(window, popup, popup, *owner)) {
      if (seen.attributes->map_state != XCB_MAP_STATE_VIEWABLE) {
        hidden_.push_back(window);
        return;
      }
      if (popup) {
        postponed_.push_back({turn_++, window, std::move(seen), origin, outermost_, std::move(path)});
      } else {
        add(turn_++, window, seen, origin, outermost_, *owner, std::move(path));
      }
      return;
    }
    if (seen.attributes->map_state == XCB_MAP_STATE_VIEWABLE) others_.push_back({window, popup});
    if (path.size() > kDeepestFrame) return;
    for (const xcb_window_t child : seen.children) visit(child, origin, path);
  }

  // A window that is minimised or on another workspace needs no explanation; one that its program has never
  // shown does not count.
  void tell_why() {
    const bool only_hidden = std::any_of(hidden_.begin(), hidden_.end(), [this](xcb_window_t window) {
      return is_managed(connection_, window);
    });
    std::vector<OtherWindow> others;
    std::set<std::pair<int, std::string>> told;
    for (const Other& one : only_hidden ? std::vector<Other>() : others_) {
      if (others.size() >= kMostTold) break;
      const ProcessHandle* owner = owners_.owner_of(one.window);
      OtherWindow other;
      other.window_class = wm_class_of(connection_, one.window);
      if (one.popup && other.window_class.empty()) continue;
      if (!told.emplace(owner != nullptr ? owner->pid() : 0, other.window_class).second) continue;
      if (owner != nullptr) describe(*owner, other);
      others.push_back(std::move(other));
    }
    question_.none_admitted(others);
  }

  void describe(const ProcessHandle& process, OtherWindow& other) {
    const Result<FileIdentity> program = process.program();
    if (!program) return;
    other.program = *program;
    other.program_path = process.program_path();
    other.started_by = processes_.programs_that_started(process.pid());
  }

  bool in_scope(xcb_window_t window, bool popup, bool has_window, const ProcessHandle& owner) {
    std::optional<WindowFacts> facts = facts_of(connection_, window, popup, owner);
    if (!facts) return false;
    facts->has_window = has_window;
    return question_.admits(*facts);
  }

  void decide_on_popups() {
    for (Postponed& one : postponed_) {
      const ProcessHandle* owner = owners_.owner_of(one.window);
      if (!guard_on(Guard::kPopupOwner) && !found_.empty())
        owner = owners_.owner_of(found_.front().surface.window);
      const bool has_window =
          owner != nullptr && std::any_of(found_.begin(), found_.end(), [&](const Numbered& found) {
            return !found.surface.popup && found.surface.pid == owner->pid();
          });
      if (owner == nullptr || !in_scope(one.window, true, has_window, *owner)) continue;
      add(one.turn, one.window, one.seen, one.origin, one.outermost, *owner, std::move(one.path));
    }
  }

  void add(std::size_t turn, xcb_window_t window, const Inspected& seen, Point origin, const Rect& outermost,
           const ProcessHandle& owner, std::vector<Placed> path) {
    // Reparented while the tree was walked it is met twice; the event of that is in the queue, for another
    // look.
    for (const Numbered& one : found_) {
      if (one.surface.window == window) return;
    }
    xcb_change_window_attributes(connection_.get(), window, XCB_CW_EVENT_MASK, &kWatchSurface);
    FoundSurface surface;
    surface.window = window;
    if (guard_on(Guard::kMargin))
      surface.margin = connection_.frame_extents().read(window, seen.geometry->width, seen.geometry->height);
    surface.place = indicator::x11::without(
        surface.margin, {origin.x, origin.y, seen.geometry->width, seen.geometry->height});
    surface.border = seen.geometry->border_width;
    surface.depth = seen.geometry->depth;
    surface.visual = seen.attributes->visual;
    surface.popup = seen.attributes->override_redirect != 0;
    const bool framed = path.size() > 1 && surface.margin == indicator::x11::FrameExtents();
    if (framed) surface.decoration = connection_.decorations().read(window, surface.place, outermost);
    surface.pid = owner.pid();
    surface.path = std::move(path);
    surface.family.push_back(window);
    look_inside(seen.children, owner, surface);
    found_.push_back({turn, std::move(surface)});
  }

  // Everything inside a surface has to be drawn by its own process; more windows than can be checked count as
  // foreign.
  void look_inside(const std::vector<xcb_window_t>& children, const ProcessHandle& owner,
                   FoundSurface& surface) {
    for (const xcb_window_t child : children) {
      if (surface.family.size() >= kMostInside) {
        surface.foreign_inside = true;
        return;
      }
      const Inspected seen = inspect(child);
      if (!seen.attributes || !seen.geometry) continue;
      surface.family.push_back(child);
      const ProcessHandle* own = owners_.owner_of(child);
      const bool same_process =
          !guard_on(Guard::kForeignInside) || (own != nullptr && own->pid() == owner.pid());
      const bool draws = seen.attributes->_class == XCB_WINDOW_CLASS_INPUT_OUTPUT;
      if (!same_process && draws && seen.attributes->map_state != XCB_MAP_STATE_UNMAPPED)
        note_other(child, own, surface);
      look_inside(seen.children, owner, surface);
    }
  }

  // A second process of the agreed program may draw inside the first one's windows, as Wine's and Chromium's
  // do, where its window would be in scope on its own.
  void note_other(xcb_window_t child, const ProcessHandle* owner, FoundSurface& surface) {
    std::vector<int>& others = surface.others_inside;
    if (owner == nullptr || !in_scope(child, false, false, *owner) || others.size() >= kMostOthers) {
      surface.foreign_inside = true;
    } else if (std::find(others.begin(), others.end(), owner->pid()) == others.end()) {
      others.push_back(owner->pid());
    }
  }

  const Connection& connection_;
  WindowQuestion& question_;
  const std::vector<xcb_window_t>& recorded_;
  WindowOwners owners_;
  Rect outermost_;  // the root's child in which the walk is
  std::size_t turn_ = 0;
  std::vector<Numbered> found_;
  std::vector<Postponed> postponed_;
  std::vector<xcb_window_t> hidden_;  // in scope, and not on the screen
  std::vector<Other> others_;
  ProcessTree processes_;
};

}  // namespace

Rect whole_place(const FoundSurface& surface) {
  const auto& margin = surface.margin;
  return indicator::x11::without({-margin.left, -margin.right, -margin.top, -margin.bottom}, surface.place);
}

Rect with_border(const FoundSurface& surface) {
  const Rect place = whole_place(surface);
  const int border = surface.border;
  return {place.x - border, place.y - border, place.width + 2 * border, place.height + 2 * border};
}

Rect marked_place(const FoundSurface& surface, const Rect& place) {
  return indicator::x11::with(surface.decoration, place);
}

std::vector<FoundSurface> find_surfaces(const Connection& connection, WindowQuestion& question,
                                        const std::vector<xcb_window_t>& recorded) {
  return TreeWalk(connection, question, recorded).run();
}

PointerPlace find_pointer(const Connection& connection) {
  xcb_connection_t* c = connection.get();
  PointerPlace place;
  xcb_window_t window = connection.root();
  for (int depth = 0; depth < kDeepestPointer && window != XCB_WINDOW_NONE; ++depth) {
    const Owned<xcb_query_pointer_reply_t> reply(
        xcb_query_pointer_reply(c, xcb_query_pointer(c, window), nullptr));
    if (!reply || reply->same_screen == 0) return {};
    place.at = {reply->root_x, reply->root_y};
    window = reply->child;
    if (window != XCB_WINDOW_NONE) place.windows.push_back(window);
  }
  return place;
}

}  // namespace insyn::recorder::x11
