// A window of the support system on a desktop with a window manager.
#pragma once

#include <cstdlib>
#include <string>

#include "support/desk.h"
#include "support/until.h"

namespace insyn {

// Asks X11's own tool, since xdotool counts what a manager has put around a window twice. `window`: its
// number.
inline Rect place_of_window(const support::Desk& desk, const std::string& window) {
  const std::string told =
      support::run(desk.folder.path(), {"xwininfo", "-id", window}, desk.environment()).out;
  const auto number = [&](const std::string& name) {
    const std::size_t at = told.find(name);
    return at == std::string::npos ? 0 : std::atoi(told.c_str() + at + name.size());
  };
  return {number("Absolute upper-left X:"), number("Absolute upper-left Y:"), number("Width:"),
          number("Height:")};
}

// Where the topmost window lies that it is in: it itself with the title that its manager has put around it.
inline Rect place_with_title(const support::Desk& desk, std::string window) {
  constexpr std::string_view kParent = "Parent window id: ";
  for (;;) {
    const std::string told =
        support::run(desk.folder.path(), {"xwininfo", "-tree", "-id", window}, desk.environment()).out;
    const std::size_t at = told.find(kParent);
    if (at == std::string::npos) return {};
    const std::size_t begin = at + kParent.size();
    const std::string parent = told.substr(begin, told.find_first_of(" \n", begin) - begin);
    if (told.find("Root window id: " + parent + " ") != std::string::npos)
      return place_of_window(desk, window);
    window = parent;
  }
}

// Maps the support system's window `name` until its manager has put a title around it: one that has only just
// begun may miss the first request.
inline void map_with_title(support::Desk& desk, const std::string& name, const std::string& window) {
  int looks = 0;
  support::until("a title", [&] {
    if (looks++ % 100 == 0) {
      desk.support.ask("unmap " + name);
      desk.support.ask("map " + name);
    }
    return place_with_title(desk, window).height > place_of_window(desk, window).height;
  });
}

}  // namespace insyn
