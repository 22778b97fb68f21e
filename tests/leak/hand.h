// Simulated input, and what any program can do to other programs' windows, over a connection of its own.
#pragma once

#include <xcb/xcb.h>

#include <string>

#include "base/geometry.h"
#include "support/x_server.h"

namespace insyn::leak {

class Hand {
 public:
  explicit Hand(const support::XServer& server);
  ~Hand();
  Hand(const Hand&) = delete;
  Hand& operator=(const Hand&) = delete;

  bool window_manager_runs();
  bool compositor_runs();
  // Waits until the window can be seen, were nothing above it.
  void wait_until_viewable(const std::string& window);
  bool is_viewable(const std::string& window);
  void wait_until_gone(const std::string& window);
  // Without its border, on the screen; empty where there is no such window.
  Rect place_of(const std::string& window);
  Point middle_of(const std::string& window);
  // Whether the pointer, were it there, would be over this window or what lies inside it.
  bool is_at(const std::string& window, Point at);
  // Whether the middle of the window shows a colour of the application's.
  bool shows_ours(const std::string& window);
  // How many windows can be seen that no window manager manages.
  std::size_t popups();
  // The largest viewable window of this WM_CLASS; empty where there is none.
  std::string window_of_class(const std::string& wm_class);

  // Through the window manager, where there is one.
  void move(const std::string& window, int x, int y);
  void resize(const std::string& window, int width, int height);
  void raise(const std::string& window);
  void map(const std::string& window);
  void unmap(const std::string& window);
  void set_border(const std::string& window, int width);
  void iconify(const std::string& window);
  void restore(const std::string& window);
  void close(const std::string& window);
  // EWMH _NET_WM_STATE, such as "FULLSCREEN" or "SHADED".
  void set_state(const std::string& window, const std::string& state, bool on);
  void go_to_workspace(unsigned number);

  void move_pointer(int x, int y);
  void click(int x, int y, int button = 1);
  // The first button, held down, and let go.
  void press(Point at, bool with_control);
  void release();
  void drag(Point from, Point to);
  void press_escape();
  // The server serves nobody else in between.
  void hold_server();
  void let_server_go();
  // Takes the monitor away and makes the screen smaller (RandR); and both back.
  void smaller_screen();
  void first_screen();
  // As a program that holds the server itself: a window of foreign colours inside another one.
  void put_painted_window_into(const std::string& window, const Rect& at);
  void take_painted_window_away();
  // A rectangle in the application's colour, so that whoever watches it starts to read.
  void draw_on(const std::string& window);
  void lock_screen();
  void unlock_screen();
  // What a person might paint the root window with.
  void paint_desktop();

  xcb_connection_t* connection() const { return c_; }
  xcb_window_t root() const { return screen_->root; }
  xcb_atom_t atom(const std::string& name);
  // Everything that was asked for has been carried out.
  void settle();

 private:
  bool has_root_property(const std::string& name);
  void tell_root(xcb_window_t window, const std::string& type, std::uint32_t first, std::uint32_t second = 0);
  void fake(std::uint8_t type, std::uint8_t detail, int x, int y);
  void set_screen_size(int width, int height, bool with_monitor);

  xcb_connection_t* c_;
  const xcb_screen_t* screen_;
  xcb_window_t painted_ = 0;
};

// test_client's and the other clients' word for a window.
inline xcb_window_t number_of(const std::string& window) {
  return static_cast<xcb_window_t>(std::stoul(window));
}

}  // namespace insyn::leak
