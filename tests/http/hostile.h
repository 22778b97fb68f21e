// A server that does to a client whatever a test says.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace insyn::http_test {

// One connection of it.
class Victim {
 public:
  Victim(int fd, const std::atomic<bool>& over) : fd_(fd), over_(over) {}
  // The request's head; empty where none came.
  std::string head();
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
  ~HostileServer();
  HostileServer(const HostileServer&) = delete;
  HostileServer& operator=(const HostileServer&) = delete;

  std::uint16_t port() const { return port_; }
  int connections() const { return connections_; }

 private:
  void serve();

  std::function<void(Victim&)> act_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> over_ = false;
  std::atomic<int> connections_ = 0;
  std::thread thread_;
};

}  // namespace insyn::http_test
