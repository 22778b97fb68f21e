// What the clients made with toolkits have in common: lines in, "ok …" out, and greens to paint with. See
// tests/support/test_client.cc for the lines; these know fewer of them.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <iostream>
#include <sstream>
#include <string>

namespace insyn::leak {

struct Order {
  std::string verb, name;
  int a = 0, b = 0, width = 0, height = 0;
  bool popup = false;
};

// Reads what there is on standard input and hands on each whole line; ends the program where there is no
// more.
class Orders {
 public:
  // `obey` answers with what comes after "ok".
  explicit Orders(std::function<std::string(const Order&)> obey) : obey_(std::move(obey)) {}

  void read() {
    char buffer[4096];
    const ssize_t got = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (got <= 0) std::_Exit(0);
    pending_.append(buffer, static_cast<std::size_t>(got));
    for (std::size_t end; (end = pending_.find('\n')) != std::string::npos; pending_.erase(0, end + 1)) {
      std::istringstream line(pending_.substr(0, end));
      Order order;
      line >> order.verb >> order.name;
      if (order.verb == "create") line >> order.a >> order.b >> order.width >> order.height;
      if (order.verb == "move" || order.verb == "resize") line >> order.a >> order.b;
      order.popup = line.str().find(" override") != std::string::npos;
      const std::string answer = obey_(order);
      std::cout << "ok" << (answer.empty() ? "" : " ") << answer << std::endl;
    }
  }

 private:
  std::function<std::string(const Order&)> obey_;
  std::string pending_;
};

// The green of one square of a picture, from 0 to 255 each; another `round` gives another picture.
struct Green {
  int red, green, blue;
};
inline Green green_of(int x, int y, int round) {
  const unsigned any = static_cast<unsigned>(x) * 7919U + static_cast<unsigned>(y) * 104729U +
                       static_cast<unsigned>(round) * 1299709U;
  return {static_cast<int>(0x10 + any % 0x40U), static_cast<int>(0x70 + any / 7 % 0x80U),
          static_cast<int>(0x10 + any / 3 % 0x40U)};
}
constexpr int kSquare = 16;

}  // namespace insyn::leak
