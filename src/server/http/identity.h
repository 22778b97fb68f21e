// Who sends a request: by a token, or by a signature.
#pragma once

#include <functional>
#include <optional>
#include <variant>

#include "base/sha256.h"
#include "http_signature/signature.h"
#include "server/http/message.h"

namespace insyn::server::http {

struct Identified {
  Caller caller;
  // Of a signed request with a body: what its body has to be.
  std::optional<Digest> body;
};
// An answer refuses the request.
using Identity = std::variant<Identified, Answer>;

// What callers are recognised by. A request that claims to be somebody and cannot show it is refused, also
// where anybody may ask.
class Callers {
 public:
  // `monitor_token` is the SHA-256 of the token of whoever reads the metrics. `find_link` may block and is
  // asked by several threads at once; both it and `nonces` outlive this.
  Callers(std::optional<Digest> monitor_token, http_signature::FindKey find_link,
          http_signature::SeenNonces& nonces, const Clock& clock)
      : monitor_token_(monitor_token), find_link_(std::move(find_link)), nonces_(nonces), clock_(clock) {}

  Identity identify(const Head& head) const;

 private:
  Identity by_token(const std::string& authorization) const;
  Identity by_signature(const Head& head) const;

  const std::optional<Digest> monitor_token_;
  const http_signature::FindKey find_link_;
  http_signature::SeenNonces& nonces_;
  const Clock& clock_;
};

}  // namespace insyn::server::http
