// /v1/own: an agent's own recordings, and everybody who has opened them. An account is an agent's once it has
// shown that it has a key of that agent's on the roster.
#pragma once

#include "server/access/catalogue.h"

namespace insyn::server {

// How long an entry of an agent's reading counts for more of the same.
inline constexpr std::chrono::hours kOwnReadingLasts{12};

// Both outlive the routes.
std::vector<http::Route> own_routes(const Desk& desk, Catalogue& catalogue);

}  // namespace insyn::server
