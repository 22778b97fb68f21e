// Plain sockets on loopback, for servers and networks that tests make up.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string_view>
#include <thread>

namespace insyn::support {

// Waits a moment for something to read; false where nothing came.
bool is_readable(int fd);
// False where the other side is gone.
bool send_all(int fd, std::string_view bytes);
// The caller closes it.
int connect_to(std::uint16_t port);

// Hands over one connection after the other, on a thread of its own, and closes each afterwards.
class Listener {
 public:
  using Act = std::function<void(int fd)>;
  explicit Listener(Act act);
  // Waits for what is under way: `act` looks at over().
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  std::uint16_t port() const { return port_; }
  int connections() const { return connections_; }
  const std::atomic<bool>& over() const { return over_; }

 private:
  void serve();

  Act act_;
  int fd_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> over_ = false;
  std::atomic<int> connections_ = 0;
  std::thread thread_;
};

}  // namespace insyn::support
