// A program with windows, for tests: obeys lines on its standard input, answers each with "ok …" or "error …"
// once the X server has carried it out. Tests run copies of it, so that each copy is another program to the
// recorder.
//
//   create NAME X Y W H [class=CLASS] [override] [background=RRGGBB] [parent=NAME|WINDOW] [id=NUMBER]
//     [border=PIXELS] [title=TEXT] [pid=NUMBER] [transient=WINDOW] [relative] [desktop]   ok WINDOW
//   map|unmap|raise|lower|destroy NAME      move NAME X Y      resize NAME W H      reparent NAME WINDOW X Y
//   fullscreen NAME (asks the window manager)
//   fill NAME X Y W H RRGGBB      pattern NAME SEED      line|scatter NAME RRGGBB      text NAME X Y SENTENCE
//   noise NAME (again, in its family, with other pixels)      dots NAME SEED (not to be compressed)
//   extents NAME LEFT RIGHT TOP BOTTOM (its margin)      title NAME SENTENCE      class NAME CLASS exposes
//   NAME (how often it was asked to repaint) repaint NAME pattern|ours|foreign|colour RRGGBB|nothing delay
//   NAME MILLISECONDS (before it repaints) background NAME RRGGBB|relative|none      clear NAME X Y W H (in
//   the background) adopt NAME X Y W H (whoever's window lies there on the root)      mirror NAME X Y (maps
//   it, with what the screen
//     showed there)
//   exec NAME PROGRAM | leave NAME PROGRAM     hands the connection to `PROGRAM` (see client_heir.cc) in this
//     very process, or in a child before this process ends
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "support/client_theft.h"
#include "support/client_window.h"

namespace insyn::support {
namespace {

using Clock = std::chrono::steady_clock;

class Client {
 public:
  Client() : c_(xcb_connect(nullptr, nullptr)), screen_(first_screen(c_)), painter_(c_, screen_) {}

  int run() {
    std::string pending;
    for (;;) {
      handle_events();
      repaint_what_is_due();
      xcb_flush(c_);
      pollfd waits[] = {{STDIN_FILENO, POLLIN, 0}, {xcb_get_file_descriptor(c_), POLLIN, 0}};
      ::poll(waits, 2, patience());
      if (xcb_connection_has_error(c_) != 0) return 4;
      if (waits[0].revents == 0) continue;
      char buffer[4096];
      const ssize_t got = ::read(STDIN_FILENO, buffer, sizeof buffer);
      if (got <= 0) return 0;
      pending.append(buffer, static_cast<std::size_t>(got));
      for (std::size_t end; (end = pending.find('\n')) != std::string::npos; pending.erase(0, end + 1)) {
        std::istringstream line(pending.substr(0, end));
        std::cout << obey(line) << std::endl;
      }
    }
  }

 private:
  static const xcb_screen_t* first_screen(xcb_connection_t* connection) {
    if (xcb_connection_has_error(connection) != 0) std::exit(3);
    return xcb_setup_roots_iterator(xcb_get_setup(connection)).data;
  }

  // Everything sent so far has been carried out, and what it brought about has been answered.
  void settle() {
    std::free(xcb_get_input_focus_reply(c_, xcb_get_input_focus(c_), nullptr));
    handle_events();
    std::free(xcb_get_input_focus_reply(c_, xcb_get_input_focus(c_), nullptr));
  }

  void handle_events() {
    while (xcb_generic_event_t* event = xcb_poll_for_event(c_)) {
      if ((event->response_type & 0x7f) == XCB_EXPOSE) expose(*reinterpret_cast<xcb_expose_event_t*>(event));
      if ((event->response_type & 0x7f) == XCB_CONFIGURE_NOTIFY) {
        const auto& change = *reinterpret_cast<xcb_configure_notify_event_t*>(event);
        if (Window* window = find(change.window)) {
          window->width = change.width;
          window->height = change.height;
        }
      }
      std::free(event);
    }
  }

  Window* find(xcb_window_t id) {
    for (auto& entry : windows_) {
      if (entry.second.id == id) return &entry.second;
    }
    return nullptr;
  }

  void expose(const xcb_expose_event_t& event) {
    Window* window = find(event.window);
    if (window == nullptr || event.count != 0) return;
    ++window->exposes;
    if (window->delay.count() == 0) return paint(*window);
    if (!window->due) window->due = Clock::now() + window->delay;
  }

  void repaint_what_is_due() {
    for (auto& entry : windows_) {
      if (entry.second.due && *entry.second.due <= Clock::now()) paint(entry.second);
    }
  }

  int patience() const {
    int least = -1;
    for (const auto& entry : windows_) {
      if (!entry.second.due) continue;
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(*entry.second.due - Clock::now());
      const int wait = static_cast<int>(std::max<std::int64_t>(left.count(), 0));
      least = least < 0 ? wait : std::min(least, wait);
    }
    return least;
  }

  void paint(Window& window) {
    window.due.reset();
    const xcb_rectangle_t all{0, 0, window.width, window.height};
    if (window.repaint == Window::kPattern) pattern(window);
    if (window.repaint == Window::kNoise) painter_.noise(window.id, all, window.family, window.shift);
    if (window.repaint == Window::kColour) painter_.fill(window.id, all, window.colour);
  }

  void pattern(const Window& window) {
    painter_.pattern(window.id, window.width, window.height, window.seed);
  }

  std::string create(std::istringstream& line, Window& window) {
    const auto called = [this](const std::string& name) {
      const auto found = windows_.find(name);
      return found == windows_.end() ? static_cast<xcb_window_t>(std::stoul(name)) : found->second.id;
    };
    create_window(c_, screen_, line, window, called);
    settle();
    return "ok " + std::to_string(window.id);
  }

  std::string adopt(std::istringstream& line, Window& window) {
    window.id = window_at(c_, screen_->root, line);
    return window.id == 0 ? "error: no such window" : "ok " + std::to_string(window.id);
  }

  void configure(const Window& window, std::uint16_t mask, std::uint32_t first, std::uint32_t second = 0) {
    const std::uint32_t values[] = {first, second};
    xcb_configure_window(c_, window.id, mask, values);
  }

  void repaint_as(std::istringstream& line, Window& window) {
    std::string how;
    line >> how;
    if (how == "pattern") window.repaint = Window::kPattern;
    if (how == "nothing") window.repaint = Window::kNothing;
    if (how == "ours" || how == "foreign") {
      window.repaint = Window::kNoise;
      window.family = how == "ours" ? Family::kOurs : Family::kForeign;
    }
    if (how == "colour") {
      window.repaint = Window::kColour;
      line >> std::hex >> window.colour;
    }
  }

  void set_background(std::istringstream& line, const Window& window) {
    std::string what;
    line >> what;
    std::uint32_t value = XCB_BACK_PIXMAP_NONE;
    if (what == "relative") value = XCB_BACK_PIXMAP_PARENT_RELATIVE;
    const bool pixel = what != "relative" && what != "none";
    if (pixel) value = static_cast<std::uint32_t>(std::stoul(what, nullptr, 16));
    xcb_change_window_attributes(c_, window.id, pixel ? XCB_CW_BACK_PIXEL : XCB_CW_BACK_PIXMAP, &value);
  }

  // In this process or, after this process has ended, in a child of it.
  void hand_over(const Window& window, std::istringstream& line, bool in_child) {
    std::string program;
    line >> program;
    settle();
    ::fcntl(xcb_get_file_descriptor(c_), F_SETFD, 0);
    if (in_child && ::fork() != 0) ::_exit(0);
    ::execl(program.c_str(), program.c_str(), std::to_string(xcb_get_file_descriptor(c_)).c_str(),
            std::to_string(window.id).c_str(), std::to_string(painter_.context()).c_str(), nullptr);
    ::_exit(6);
  }

  std::string obey(std::istringstream& line) {
    std::string verb, name;
    line >> verb >> name;
    if (verb == "create") return create(line, windows_[name]);
    if (verb == "adopt") return adopt(line, windows_[name]);
    const auto found = windows_.find(name);
    if (found == windows_.end()) return "error: no window " + name;
    if (verb == "destroy") {
      xcb_destroy_window(c_, found->second.id);
      windows_.erase(found);
    } else if (verb == "exposes") {
      settle();
      return "ok " + std::to_string(found->second.exposes);
    } else if (!shape(verb, line, found->second) && !draw(verb, line, found->second)) {
      return "error: not understood: " + verb;
    }
    settle();
    return "ok";
  }

  bool shape(const std::string& verb, std::istringstream& line, const Window& window) {
    std::uint32_t a = 0, b = 0;
    if (verb == "map") {
      xcb_map_window(c_, window.id);
    } else if (verb == "unmap") {
      xcb_unmap_window(c_, window.id);
    } else if (verb == "raise" || verb == "lower") {
      configure(window, XCB_CONFIG_WINDOW_STACK_MODE,
                verb == "raise" ? XCB_STACK_MODE_ABOVE : XCB_STACK_MODE_BELOW);
    } else if (verb == "move" && line >> a >> b) {
      configure(window, XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, a, b);
    } else if (verb == "resize" && line >> a >> b) {
      configure(window, XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, a, b);
    } else if (verb == "reparent") {
      put_inside(c_, screen_->root, window, line);
    } else if (verb == "fullscreen") {
      fill_screen(c_, screen_->root, window.id);
    } else if (verb == "mirror" && line >> a >> b) {
      show_as_mirror(c_, screen_, window, static_cast<std::int16_t>(a), static_cast<std::int16_t>(b));
    } else {
      return false;
    }
    return true;
  }

  static std::string rest_of(std::istringstream& line) {
    std::string rest;
    std::getline(line >> std::ws, rest);
    return rest;
  }

  bool draw(const std::string& verb, std::istringstream& line, Window& window) {
    std::uint32_t a = 0, b = 0, width = 0, height = 0, colour = 0;
    if (verb == "fill" && line >> a >> b >> width >> height >> std::hex >> colour) {
      painter_.fill(window.id,
                    {static_cast<std::int16_t>(a), static_cast<std::int16_t>(b),
                     static_cast<std::uint16_t>(width), static_cast<std::uint16_t>(height)},
                    colour);
    } else if (verb == "pattern" && line >> window.seed) {
      pattern(window);
    } else if (verb == "noise") {
      painter_.noise(window.id, {0, 0, window.width, window.height}, window.family, ++window.shift);
    } else if (verb == "line" && line >> std::hex >> colour) {
      painter_.line(window.id, window.width, window.height, colour);
    } else if (verb == "scatter" && line >> std::hex >> colour) {
      painter_.scatter(window.id, window.width, window.height, colour);
    } else if (verb == "dots" && line >> a) {
      painter_.dots(window.id, window.width, window.height, a);
    } else if (verb == "text" && line >> a >> b) {
      painter_.text(window.id, static_cast<std::int16_t>(a), static_cast<std::int16_t>(b), rest_of(line));
    } else if (verb == "title") {
      const std::string title = rest_of(line);
      xcb_change_property(c_, XCB_PROP_MODE_REPLACE, window.id, XCB_ATOM_WM_NAME, XCB_ATOM_STRING, 8,
                          static_cast<std::uint32_t>(title.size()), title.data());
    } else if (verb == "extents") {
      set_margin(c_, window.id, line);
    } else if (verb == "class") {
      const std::string name = rest_of(line), both = name + '\0' + name + '\0';
      xcb_change_property(c_, XCB_PROP_MODE_REPLACE, window.id, XCB_ATOM_WM_CLASS, XCB_ATOM_STRING, 8,
                          static_cast<std::uint32_t>(both.size()), both.data());
    } else if (verb == "delay" && line >> a) {
      window.delay = std::chrono::milliseconds(a);
    } else if (verb == "repaint") {
      repaint_as(line, window);
    } else if (verb == "background") {
      set_background(line, window);
    } else if (verb == "clear" && line >> a >> b >> width >> height) {
      xcb_clear_area(c_, 0, window.id, static_cast<std::int16_t>(a), static_cast<std::int16_t>(b),
                     static_cast<std::uint16_t>(width), static_cast<std::uint16_t>(height));
    } else if (verb == "exec" || verb == "leave") {
      hand_over(window, line, verb == "leave");
    } else {
      return false;
    }
    return true;
  }

  xcb_connection_t* c_;
  const xcb_screen_t* screen_;
  Painter painter_;
  std::map<std::string, Window> windows_;
};

}  // namespace
}  // namespace insyn::support

int main() {
  try {
    return insyn::support::Client().run();
  } catch (const std::exception& error) {
    std::cout << "error: " << error.what() << std::endl;
    return 5;
  }
}
