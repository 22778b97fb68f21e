// What counts as one client.
#pragma once

#include <string>

#include "http_signature/request.h"

namespace insyn::server::http {

// An IPv4 address, also where it comes as an IPv6 one, or the /64 of an IPv6 address, all of which one client
// has. "" where `text` is no address.
std::string client_of(const std::string& text);

// The client of a request that came from `peer`. Behind a proxy that is the last address in X-Forwarded-For,
// the one that the proxy itself has added, where there is any.
std::string client_of(const http_signature::Request& head, const std::string& peer, bool behind_proxy);

bool is_loopback(const std::string& address);

}  // namespace insyn::server::http
