// Who may ask this program anything: pages of its own, in a browser that was let in by the address that it
// has printed. Any program of this computer can connect to a port of it, and any page that the browser shows
// can send a request there.
#pragma once

#include <atomic>

#include "server/http/router.h"

namespace insyn::room {

// The field by which a page shows the key that it got when it was let in. Cookies are the host's, and so
// every port's of it; this is known to pages of this very port alone.
inline constexpr std::string_view kKeyField = "x-insyn-room";

class Gate {
 public:
  // Secrets of this start.
  Gate();

  // Until it is called everything is refused.
  void open(std::uint16_t port) { port_ = port; }
  // What the printed address has behind its "#", good once.
  const std::string& token() const { return token_; }

  // An answer refuses the request: one that was sent to another name than 127.0.0.1, by another site, or to
  // an interface (/room, /v1, /ledger) by whoever was not let in. Pages themselves are everybody's.
  std::optional<server::http::Answer> refuse(const server::http::Head& head) const;

  // POST /room/enter {"token"}: the key, and a cookie. The second time, and with another token, 403.
  server::http::Answer enter(const server::http::Request& request);

 private:
  bool was_let_in(const server::http::Head& head) const;

  std::atomic<std::uint16_t> port_ = 0;
  std::atomic<bool> entered_ = false;
  const std::string token_, cookie_name_, cookie_, key_;
};

}  // namespace insyn::room
