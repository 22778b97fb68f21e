// The one monitor of a test's X server: switched off and on, made smaller than the screen, its light and its
// colours.
#pragma once

#include <string>
#include <vector>

#include "support/x_server.h"

namespace insyn::support {

class Monitor {
 public:
  explicit Monitor(const XServer& server);
  Monitor(const Monitor&) = delete;
  Monitor& operator=(const Monitor&) = delete;
  ~Monitor();

  void switch_off();
  void switch_on();
  // Shows only so much of the screen, from its top left corner.
  void show_only(int width, int height);
  // A property of the monitor's, such as Backlight: 32-bit numbers.
  void set(const std::string& property, const std::vector<std::uint32_t>& numbers);
  // Shows all colours alike, or as they are again (RandR's gamma).
  void show_one_colour();
  void show_colours();

 private:
  struct X;
  void set_gamma(bool flat);
  std::unique_ptr<X> x_;
};

}  // namespace insyn::support
