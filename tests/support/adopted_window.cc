#include "support/adopted_window.h"

#include <fcntl.h>
#include <unistd.h>
#include <xcb/xproto.h>

#include <array>
#include <cstring>
#include <iostream>
#include <sstream>

namespace insyn::support {
namespace {

// Requests as the X protocol has them: xcb cannot take over a connection in the middle.
class Connection {
 public:
  // xcb had it non-blocking.
  explicit Connection(int fd) : fd_(fd) { ::fcntl(fd, F_SETFL, 0); }

  template <class Request, class... More>
  void send(std::uint8_t opcode, Request request, const More&... more) const {
    request.major_opcode = opcode;
    request.length = static_cast<std::uint16_t>((sizeof request + (0 + ... + sizeof more)) / 4);
    put(&request, sizeof request);
    (put(&more, sizeof more), ...);
  }

  // Until everything sent has been carried out.
  void settle() const {
    send(XCB_GET_INPUT_FOCUS, xcb_get_input_focus_request_t{});
    std::array<char, 32> packet{};
    do {
      for (std::size_t have = 0; have < packet.size();) {
        const ssize_t got = ::read(fd_, packet.data() + have, packet.size() - have);
        if (got <= 0) std::_Exit(4);
        have += static_cast<std::size_t>(got);
      }
    } while (packet[0] != 1);
  }

 private:
  void put(const void* bytes, std::size_t size) const {
    if (::write(fd_, bytes, size) != static_cast<ssize_t>(size)) std::_Exit(4);
  }

  int fd_;
};

}  // namespace

int draw_adopted_window(int fd, const std::string& window, const std::string& gc) {
  const Connection connection(fd);
  const auto window_id = static_cast<std::uint32_t>(std::stoul(window));
  const auto gc_id = static_cast<std::uint32_t>(std::stoul(gc));
  std::cout << "ok" << std::endl;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string verb, name;
    int x = 0, y = 0, width = 0, height = 0;
    std::uint32_t colour = 0;
    words >> verb >> name >> x >> y >> width >> height >> std::hex >> colour;
    if (verb != "fill" || !words) {
      std::cout << "error: an adopted window is only filled" << std::endl;
      continue;
    }
    xcb_change_gc_request_t paint{};
    paint.gc = gc_id;
    paint.value_mask = XCB_GC_FOREGROUND;
    connection.send(XCB_CHANGE_GC, paint, colour);
    xcb_poly_fill_rectangle_request_t fill{};
    fill.drawable = window_id;
    fill.gc = gc_id;
    connection.send(XCB_POLY_FILL_RECTANGLE, fill,
                    xcb_rectangle_t{static_cast<std::int16_t>(x), static_cast<std::int16_t>(y),
                                    static_cast<std::uint16_t>(width), static_cast<std::uint16_t>(height)});
    connection.settle();
    std::cout << "ok" << std::endl;
  }
  return 0;
}

}  // namespace insyn::support
