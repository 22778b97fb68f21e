// A program with windows, for tests: obeys lines on its standard input, answers each with "ok …" or "error …"
// once the X server has carried it out. Tests run copies of it, so that each copy is another program to the
// recorder.
//
//   create NAME X Y W H [class=CLASS] [override] [background=RRGGBB] [parent=NAME]   ok WINDOW
//   map|unmap|raise|lower|destroy NAME       move NAME X Y       resize NAME W H       reparent NAME WINDOW X
//   Y fill NAME X Y W H RRGGBB       pattern NAME SEED       exposes NAME (how often it was asked to repaint)
//   repaint NAME pattern|colour RRGGBB|nothing
//   noise NAME SEED          text NAME X Y SENTENCE      title NAME SENTENCE      claim NAME PID (as
//   _NET_WM_PID) become NAME PROGRAM      the process runs another copy of this program, which goes on
//   drawing the window
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#include <xcb/xcb.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "support/adopted_window.h"
#include "support/brush.h"

namespace {

struct Window {
  insyn::support::Canvas canvas;
  unsigned seed = 1;
  std::uint32_t colour = 0;
  enum { kPattern, kColour, kNothing } repaint = kPattern;
  int exposes = 0;
};

class Client {
 public:
  Client() : c_(xcb_connect(nullptr, nullptr)) {
    if (xcb_connection_has_error(c_) != 0) std::exit(3);
    screen_ = xcb_setup_roots_iterator(xcb_get_setup(c_)).data;
    brush_.emplace(c_, screen_);
  }

  int run() {
    std::string pending;
    for (;;) {
      handle_events();
      xcb_flush(c_);
      pollfd waits[] = {{STDIN_FILENO, POLLIN, 0}, {xcb_get_file_descriptor(c_), POLLIN, 0}};
      ::poll(waits, 2, -1);
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
          window->canvas.width = change.width;
          window->canvas.height = change.height;
        }
      }
      std::free(event);
    }
  }

  Window* find(xcb_window_t id) {
    for (auto& entry : windows_) {
      if (entry.second.canvas.window == id) return &entry.second;
    }
    return nullptr;
  }

  void expose(const xcb_expose_event_t& event) {
    Window* window = find(event.window);
    if (window == nullptr || event.count != 0) return;
    ++window->exposes;
    if (window->repaint == Window::kPattern) brush_->pattern(window->canvas, window->seed);
    if (window->repaint == Window::kColour)
      brush_->fill(window->canvas, {0, 0, window->canvas.width, window->canvas.height}, window->colour);
  }

  static std::string rest_of(std::istringstream& line) {
    std::string rest;
    std::getline(line >> std::ws, rest);
    return rest;
  }

  void noise(std::istringstream& line, const Window& window) const {
    unsigned seed = 0;
    line >> seed;
    brush_->noise(window.canvas, seed);
  }

  void text(std::istringstream& line, const Window& window) const {
    std::int16_t x = 0, y = 0;
    line >> x >> y;
    brush_->text(window.canvas, x, y, rest_of(line));
  }

  void title(std::istringstream& line, const Window& window) {
    const std::string sentence = rest_of(line);
    xcb_change_property(c_, XCB_PROP_MODE_REPLACE, window.canvas.window, XCB_ATOM_WM_NAME, XCB_ATOM_STRING, 8,
                        static_cast<std::uint32_t>(sentence.size()), sentence.data());
  }

  std::string create(std::istringstream& line, Window& window) {
    int x = 0, y = 0;
    line >> x >> y >> window.canvas.width >> window.canvas.height;
    std::string option, wm_class;
    xcb_window_t parent = screen_->root;
    std::uint32_t override_redirect = 0, background = 0;
    bool has_background = false;
    while (line >> option) {
      if (option == "override") override_redirect = 1;
      if (option.starts_with("class=")) wm_class = option.substr(6);
      if (option.starts_with("parent=")) parent = windows_.at(option.substr(7)).canvas.window;
      if (option.starts_with("background=")) {
        has_background = true;
        background = static_cast<std::uint32_t>(std::stoul(option.substr(11), nullptr, 16));
      }
    }
    window.canvas.window = xcb_generate_id(c_);
    std::vector<std::uint32_t> values;
    std::uint32_t mask = XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK;
    if (has_background) {
      mask |= XCB_CW_BACK_PIXEL;
      values.push_back(background);
    }
    values.push_back(override_redirect);
    values.push_back(XCB_EVENT_MASK_EXPOSURE | XCB_EVENT_MASK_STRUCTURE_NOTIFY);
    xcb_create_window(c_, XCB_COPY_FROM_PARENT, window.canvas.window, parent, static_cast<std::int16_t>(x),
                      static_cast<std::int16_t>(y), window.canvas.width, window.canvas.height, 0,
                      XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, mask, values.data());
    if (!wm_class.empty()) {
      const std::string both = wm_class + '\0' + wm_class + '\0';
      xcb_change_property(c_, XCB_PROP_MODE_REPLACE, window.canvas.window, XCB_ATOM_WM_CLASS, XCB_ATOM_STRING,
                          8, static_cast<std::uint32_t>(both.size()), both.data());
    }
    settle();
    return "ok " + std::to_string(window.canvas.window);
  }

  void configure(const Window& window, std::uint16_t mask, std::uint32_t first, std::uint32_t second = 0) {
    const std::uint32_t values[] = {first, second};
    xcb_configure_window(c_, window.canvas.window, mask, values);
  }

  void repaint_as(std::istringstream& line, Window& window) {
    std::string how;
    line >> how;
    if (how == "pattern") window.repaint = Window::kPattern;
    if (how == "nothing") window.repaint = Window::kNothing;
    if (how == "colour") {
      window.repaint = Window::kColour;
      line >> std::hex >> window.colour;
    }
  }

  void reparent(std::istringstream& line, const Window& window) {
    xcb_window_t parent = 0;
    int x = 0, y = 0;
    line >> parent >> x >> y;
    xcb_reparent_window(c_, window.canvas.window, parent, static_cast<std::int16_t>(x),
                        static_cast<std::int16_t>(y));
  }

  void claim(std::istringstream& line, const Window& window) {
    constexpr std::string_view kName = "_NET_WM_PID";
    std::uint32_t pid = 0;
    line >> pid;
    xcb_intern_atom_reply_t* atom = xcb_intern_atom_reply(
        c_, xcb_intern_atom(c_, 0, static_cast<std::uint16_t>(kName.size()), kName.data()), nullptr);
    xcb_change_property(c_, XCB_PROP_MODE_REPLACE, window.canvas.window, atom->atom, XCB_ATOM_CARDINAL, 32, 1,
                        &pid);
    std::free(atom);
  }

  // Answered by the program that this process becomes.
  std::string become(std::istringstream& line, const Window& window) {
    std::string program;
    line >> program;
    settle();
    const int fd = xcb_get_file_descriptor(c_);
    ::fcntl(fd, F_SETFD, 0);
    ::execl(program.c_str(), program.c_str(), std::to_string(fd).c_str(),
            std::to_string(window.canvas.window).c_str(), std::to_string(brush_->gc()).c_str(), nullptr);
    return "error: cannot run " + program;
  }

  std::string obey(std::istringstream& line) {
    std::string verb, name;
    line >> verb >> name;
    if (verb == "create") return create(line, windows_[name]);
    const auto found = windows_.find(name);
    if (found == windows_.end()) return "error: no window " + name;
    Window& window = found->second;
    std::uint32_t a = 0, b = 0, width = 0, height = 0, colour = 0;
    if (verb == "map") {
      xcb_map_window(c_, window.canvas.window);
    } else if (verb == "unmap") {
      xcb_unmap_window(c_, window.canvas.window);
    } else if (verb == "destroy") {
      xcb_destroy_window(c_, window.canvas.window);
      windows_.erase(found);
    } else if (verb == "raise" || verb == "lower") {
      configure(window, XCB_CONFIG_WINDOW_STACK_MODE,
                verb == "raise" ? XCB_STACK_MODE_ABOVE : XCB_STACK_MODE_BELOW);
    } else if (verb == "move" && line >> a >> b) {
      configure(window, XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, a, b);
    } else if (verb == "resize" && line >> a >> b) {
      configure(window, XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, a, b);
    } else if (verb == "fill" && line >> a >> b >> width >> height >> std::hex >> colour) {
      brush_->fill(window.canvas,
                   {static_cast<std::int16_t>(a), static_cast<std::int16_t>(b),
                    static_cast<std::uint16_t>(width), static_cast<std::uint16_t>(height)},
                   colour);
    } else if (verb == "pattern" && line >> window.seed) {
      brush_->pattern(window.canvas, window.seed);
    } else if (verb == "repaint") {
      repaint_as(line, window);
    } else if (verb == "reparent") {
      reparent(line, window);
    } else if (verb == "noise") {
      noise(line, window);
    } else if (verb == "text") {
      text(line, window);
    } else if (verb == "title") {
      title(line, window);
    } else if (verb == "claim") {
      claim(line, window);
    } else if (verb == "become") {
      return become(line, window);
    } else if (verb == "exposes") {
      settle();
      return "ok " + std::to_string(window.exposes);
    } else {
      return "error: not understood: " + verb;
    }
    settle();
    return "ok";
  }

  xcb_connection_t* c_;
  xcb_screen_t* screen_ = nullptr;
  std::optional<insyn::support::Brush> brush_;
  std::map<std::string, Window> windows_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4) return insyn::support::draw_adopted_window(std::stoi(argv[1]), argv[2], argv[3]);
  try {
    return Client().run();
  } catch (const std::exception& error) {
    std::cout << "error: " << error.what() << std::endl;
    return 5;
  }
}
