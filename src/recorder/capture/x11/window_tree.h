// One look at the tree of windows: which of them are surfaces (the topmost windows of an application in
// scope), and what lies inside each. Events are selected on a window before it is looked at, so that nothing
// can change unseen afterwards.
#pragma once

#include <vector>

#include "base/geometry.h"
#include "recorder/capture/capture.h"
#include "recorder/capture/x11/window_owner.h"

namespace insyn::recorder::x11 {

// Where a window lies in the one that it is in.
struct Placed {
  xcb_window_t window = 0;
  Point at;
};

struct FoundSurface {
  xcb_window_t window = 0;
  Rect place;  // on the desktop, as the eye sees it: without its border and without the margin
  indicator::x11::FrameExtents margin;  // around that, of a window that draws its own shadow
  // Around `place`, of a window that a manager has framed: its title is in it, and none of it is recorded.
  indicator::x11::FrameExtents decoration;
  std::uint16_t border = 0;
  std::uint8_t depth = 0;
  xcb_visualid_t visual = 0;
  bool popup = false;
  int pid = 0;
  std::vector<xcb_window_t> family;  // the window and everything inside it, for events
  std::vector<Placed> path;          // what lies between the root and it, and itself at the end
  bool foreign_inside = false;
  std::vector<int> others_inside;  // processes that are admitted too, and have windows inside it
};

// Of the window without its border.
Rect whole_place(const FoundSurface& surface);
// With its border, which covers what it lies on just as well.
Rect with_border(const FoundSurface& surface);

// Where a window is marked as being recorded that lies at `place`: with what its manager has put around it.
Rect marked_place(const FoundSurface& surface, const Rect& place);

// All viewable surfaces, bottom to top. `question` says which windows are in scope. Of surfaces alone, events
// tell that a property has changed too: for those in `recorded` without a moment in which one is missed.
std::vector<FoundSurface> find_surfaces(const Connection& connection, WindowQuestion& question,
                                        const std::vector<xcb_window_t>& recorded);

// Where the pointer is, and in which windows: a surface is under it only if it is among them.
struct PointerPlace {
  Point at;                           // on the desktop
  std::vector<xcb_window_t> windows;  // from the root's child down to the one that the pointer is in
};
PointerPlace find_pointer(const Connection& connection);

}  // namespace insyn::recorder::x11
