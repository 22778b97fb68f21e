// A network between a client and a server of this computer that cuts, loses and repeats.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

namespace insyn::link_test {

class BadNetwork {
 public:
  explicit BadNetwork(std::uint16_t server);
  ~BadNetwork();
  BadNetwork(const BadNetwork&) = delete;
  BadNetwork& operator=(const BadNetwork&) = delete;

  std::uint16_t port() const { return port_; }

  // To be changed at any time.
  std::atomic<std::size_t> cuts_after = SIZE_MAX;  // bytes that a client has sent on a connection
  std::atomic<int> loses = 0;         // so many answers more: they are taken, and the connection cut
  std::atomic<bool> repeats = false;  // what a client sends is sent to the server a second time

 private:
  void serve();
  // Until one side or this has ended it.
  void carry(int client);

  const std::uint16_t server_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> over_ = false;
  std::thread thread_;
};

}  // namespace insyn::link_test
