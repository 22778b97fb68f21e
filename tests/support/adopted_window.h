// A window whose process has become another program: the connection to the X server goes on, and with it
// what the process could draw.
#pragma once

#include <string>

namespace insyn::support {

// Says "ok", then obeys "fill NAME X Y W H RRGGBB" on standard input until its end. `fd` is the connection
// to the X server, `window` and `gc` are resources of it in decimal digits.
int draw_adopted_window(int fd, const std::string& window, const std::string& gc);

}  // namespace insyn::support
