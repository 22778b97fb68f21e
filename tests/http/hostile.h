// A server that does to a client whatever a test says.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "support/loopback.h"

namespace insyn::http_test {

// One connection of it.
class Victim {
 public:
  Victim(int fd, const std::atomic<bool>& over) : fd_(fd), over_(over) {}
  // The request's head; empty where none came.
  std::string head();
  // So many bytes after it; fewer where no more come.
  std::string body(std::size_t length);
  // False once the other side is gone, or the test is over.
  bool send(std::string_view bytes);
  // Whether the other side has ended the connection.
  bool is_gone();
  // Until the other side is gone or the test is over.
  void hold();

 private:
  int fd_;
  const std::atomic<bool>& over_;
};

class HostileServer {
 public:
  // `act` is called for one connection after the other.
  explicit HostileServer(std::function<void(Victim&)> act);

  std::uint16_t port() const { return listener_.port(); }
  int connections() const { return listener_.connections(); }

 private:
  support::Listener listener_;
};

}  // namespace insyn::http_test
