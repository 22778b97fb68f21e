// A witness that ledgers come to (https://c2sp.org/tlog-witness): POST /add-checkpoint, and
// GET /<SHA-256 of the origin>/checkpoint with what was cosigned last.
#pragma once

#include <memory>

#include "server/http/server.h"
#include "witness/witness.h"

namespace insyn::witness {

struct ServeSettings {
  server::http::Listen listen;
  std::optional<server::http::TlsFiles> tls;  // nothing: plain, on loopback only
};

// Both paths are anybody's. `witness` and `clock` outlive them.
std::vector<server::http::Route> cosigner_routes(Cosigner& witness, const server::http::Log& log,
                                                 const Clock& clock);

class Serve {
 public:
  // Listens from now on, on threads of its own. All of these outlive it. kTransient where the address is
  // taken.
  static Result<std::unique_ptr<Serve>> start(const ServeSettings& settings, Cosigner& witness,
                                              server::http::Log log, const Clock& clock);
  ~Serve();
  std::uint16_t port() const;

 private:
  struct Parts;
  explicit Serve(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace insyn::witness
