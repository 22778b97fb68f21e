// Who sends a request: by a token, a signature or a session.
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

// A machine that signs its requests.
struct Machine {
  note::Verifier key;
  Role role = Role::kLink;
};

// Who is known, and by what. Each may block and is asked by several threads at once.
struct Known {
  // The SHA-256 of the token of whoever reads the metrics.
  std::optional<Digest> monitor_token;
  // Nothing where no machine has the key with this id (http_signature::key_id_of).
  std::function<std::optional<Machine>(std::string_view key_id)> machine;
  // Nothing where no session has a token with this SHA-256.
  std::function<std::optional<Caller>(const Digest& token)> person;
};

// The cookie of a session. Its prefix has browsers take it over TLS alone, for this host and all its paths.
inline constexpr std::string_view kSessionCookie = "__Host-insyn";

// A request that changes something and comes with a session has this field, with the value 1, and is refused
// without.
inline constexpr std::string_view kMeantField = "x-insyn";

// The value of a cookie that a request brings; nothing where it brings none of this name, or two.
std::optional<std::string> cookie_of(const Head& head, std::string_view name);

// What callers are recognised by. A request that claims to be somebody and cannot show it is refused, also
// where anybody may ask; but a session that has ended is nobody's, so that its owner can begin another one.
class Callers {
 public:
  // `nonces` and `clock` outlive this.
  Callers(Known known, http_signature::SeenNonces& nonces, const Clock& clock)
      : known_(std::move(known)), nonces_(nonces), clock_(clock) {}

  Identity identify(const Head& head) const;

 private:
  Identity by_token(const std::string& authorization) const;
  Identity by_signature(const Head& head) const;
  Identity by_session(const Head& head, const std::string& token) const;

  const Known known_;
  http_signature::SeenNonces& nonces_;
  const Clock& clock_;
};

}  // namespace insyn::server::http
