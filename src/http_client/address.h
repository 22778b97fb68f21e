// Where a server is.
#pragma once

#include <string>

#include "base/path.h"
#include "base/result.h"

namespace insyn::http_client {

struct Address {
  std::string base;       // "https://insyn.example:8443", without a path
  std::string authority;  // of requests: "insyn.example:8443"; without the port that is the scheme's own
  std::uint16_t port = 443;
  bool tls = true;
};

// From "https://host[:port]", or "http://" where the host is this computer's loopback; a "/" at the end is
// passed over. kDenied where plain HTTP would leave this computer, kCorrupt where it is anything else.
Result<Address> parse_address(std::string_view url);

}  // namespace insyn::http_client
