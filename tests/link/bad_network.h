// A network between a client and a server of this computer that cuts, loses and repeats.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "support/loopback.h"

namespace insyn::link_test {

class BadNetwork {
 public:
  explicit BadNetwork(std::uint16_t server);

  std::uint16_t port() const { return listener_.port(); }

  // To be changed at any time.
  std::atomic<std::size_t> cuts_after = SIZE_MAX;  // bytes that a client has sent on a connection
  std::atomic<int> loses = 0;         // so many answers more: they are taken, and the connection cut
  std::atomic<bool> repeats = false;  // what a client sends is sent to the server a second time

 private:
  // Until one side or this has ended it.
  void carry(int client);

  const std::uint16_t server_;
  support::Listener listener_;
};

}  // namespace insyn::link_test
