// HTTP/1.1 (RFC 9112) over TLS 1.3, or plain on loopback: connections, their limits in time and number, and
// the bytes on them. What a request means is Exchange's. Only this header's source and parse_head.cc know
// Boost.Beast.
#pragma once

#include <memory>
#include <string>

#include "server/http/exchange.h"
#include "server/http/tls.h"

namespace insyn::server::http {

struct Listen {
  std::string address;     // of this computer, IPv4 or IPv6
  std::uint16_t port = 0;  // 0: any that is free
  // Plain, and clients come through a proxy on this computer that adds X-Forwarded-For.
  bool behind_proxy = false;
};

class Server {
 public:
  // Listens from now on, on threads of its own. `tls` null: plain, which is kDenied where the address is not
  // this computer's own loopback. `tls` and `service` outlive it.
  static Result<std::unique_ptr<Server>> start(const Listen& listen, const Tls* tls, Service& service);
  // As stop() without patience, but for handlers that are running: it waits for these.
  ~Server();

  std::uint16_t port() const;
  std::size_t connections() const;
  // Takes no more connections, ends those that are idle or whose request is not all there yet, and waits at
  // most `patience` for answers. False where some were cut off.
  bool stop(std::chrono::milliseconds patience);

 private:
  class Core;
  explicit Server(std::unique_ptr<Core> core);
  std::unique_ptr<Core> core_;
};

}  // namespace insyn::server::http
