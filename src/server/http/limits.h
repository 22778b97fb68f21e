// What a client can make this server spend.
#pragma once

#include <chrono>
#include <cstdint>

namespace insyn::server::http {

// Of what is read before anybody knows who asks.
struct HeadLimits {
  std::size_t bytes = std::size_t{16} << 10;  // request line and fields together
  std::size_t target = 4096;                  // bytes
  std::size_t fields = 64;
};

struct ConnectionLimits {
  std::size_t all = 12'000;
  // Of one IPv4 address or one IPv6 /64. Not for clients that come through a proxy.
  std::size_t by_address = 256;
};

struct TimeLimits {
  std::chrono::milliseconds handshake{10'000};
  std::chrono::milliseconds idle{75'000};   // between two requests, and before the first
  std::chrono::milliseconds head{10'000};   // from a request's first byte to the end of its head
  std::chrono::milliseconds body{15'000};   // a body or an answer, and beyond that …
  std::uint64_t slowest_body = 16u << 10;   // … for each so many bytes of it a second
  std::chrono::milliseconds linger{1'000};  // after an answer that ends the connection
};

// A bucket for each client that holds `burst` requests and is filled again evenly.
struct RateLimit {
  double per_second = 20;
  double burst = 200;
};

struct Limits {
  HeadLimits head;
  ConnectionLimits connections;
  TimeLimits times;
  RateLimit by_address;
  RateLimit by_identity;
  std::size_t clients = 100'000;  // of whom a bucket is kept
  std::size_t waiting = 1024;     // requests that wait for a worker or have one
  unsigned workers = 8;           // threads that answer
};

}  // namespace insyn::server::http
