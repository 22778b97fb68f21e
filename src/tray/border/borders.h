// The borders on the screen: four thin windows around each window that is being recorded. They follow it and
// the screen, stay over everything but menus, let every click through, and show what the recorder asks for.
#pragma once

#include <xcb/xcb.h>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/file_identity.h"
#include "base/result.h"
#include "indicator/border.h"
#include "indicator/x11/decoration.h"
#include "indicator/x11/frame_extents.h"
#include "indicator/x11/monitors.h"
#include "indicator/x11/pixel_format.h"

namespace insyn::tray {

class Borders {
 public:
  // A connection of its own to $DISPLAY, so that nothing else that the tray does holds it up.
  static Result<std::unique_ptr<Borders>> open();
  Borders(const Borders&) = delete;
  Borders& operator=(const Borders&) = delete;
  ~Borders();

  // Readable when handle_events() has something to do; it also has after paint().
  int fd() const { return xcb_get_file_descriptor(c_.get()); }
  // Whether there may be more to do at once.
  bool handle_events();
  bool lost() const { return xcb_connection_has_error(c_.get()) != 0; }

  // Marks these windows and no others, and shows `challenge`. The sides' windows, once they are painted.
  std::vector<indicator::WindowId> paint(const indicator::Challenge& challenge,
                                         const std::vector<indicator::MarkedWindow>& windows);
  // The windows that are marked, or were last, and where they lie now; told when that or the screen changes.
  // Unmarked ones are followed as well until forget(), so that a sign stays with its window in a pause.
  const std::vector<indicator::MarkedWindow>& windows() const { return windows_; }
  void forget();
  // The topmost window of these programs instead, without a mark, where nothing is marked.
  void follow_unmarked(const std::vector<FileIdentity>& programs);
  void when_moved(std::function<void()> told) { moved_ = std::move(told); }
  const indicator::x11::Monitors& monitors() const { return monitors_; }
  // Windows that may cover what they like, but no border.
  void stay_over(std::vector<xcb_window_t> signs) { signs_ = std::move(signs); }

 private:
  struct Disconnect {
    void operator()(xcb_connection_t* c) const { xcb_disconnect(c); }
  };
  struct Border {
    xcb_window_t window = 0;
    std::array<xcb_window_t, 4> sides{};
    std::array<Rect, 4> places{};
  };
  using Connection = std::unique_ptr<xcb_connection_t, Disconnect>;
  Borders(Connection c, const xcb_screen_t& screen, const indicator::x11::PixelFormat& format);

  bool handle_pending();
  Border make_border(const indicator::MarkedWindow& window);
  void remove(const Border& border);
  void place(Border& border, const Rect& window);
  void paint_border(const Border& border);
  void watch(xcb_window_t window);
  // Where it lies with what its manager has put around it; nothing where it is gone.
  std::optional<Rect> place_of(xcb_window_t window) const;
  // Where a followed window lies now, before the recorder tells.
  void follow();
  void screen_changed();
  void raise();
  bool lies_under_borders(xcb_window_t window);
  bool is_managed(xcb_window_t window);
  bool is_marked(xcb_window_t window) const;
  void keep_out_of_shadows(xcb_window_t side);
  // While there is no side: all of them have the same.
  void choose_visual();

  Connection c_;
  xcb_window_t root_;
  const xcb_screen_t& screen_;  // the connection's
  indicator::x11::PixelFormat format_of_screen_;
  indicator::x11::PixelFormat format_;
  indicator::x11::Monitors monitors_;
  indicator::x11::FrameExtentsReader frame_extents_;
  indicator::x11::DecorationReader decorations_;
  xcb_visualid_t visual_ = 0;  // of the sides
  xcb_colormap_t colours_ = 0;
  xcb_gcontext_t context_ = 0;
  xcb_atom_t wm_state_ = 0;
  indicator::Challenge challenge_{};
  std::vector<indicator::MarkedWindow> windows_;
  std::vector<Border> borders_;  // one for each of them, or none
  std::vector<xcb_window_t> signs_;
  std::function<void()> moved_;
};

}  // namespace insyn::tray
