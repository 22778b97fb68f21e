// /v1/own: an agent's own recordings, and everybody who has opened them. An account is an agent's once it has
// shown that it has a key of that agent's on the roster.
#pragma once

#include "server/access/catalogue.h"

namespace insyn::server {

// How long an entry of an agent's reading counts for more of the same.
inline constexpr std::chrono::hours kOwnReadingLasts{12};

// The agent's own recording of the request's path. An answer where it is not theirs, or not there.
Result<FoundOrAnswer<Stored>> find_own(const Desk& desk, const http::Request& request,
                                       Transaction& transaction);
// The same, before bytes are handed out: that they are read stands in the ledger by then. A status of 400 or
// more refuses them; otherwise `stored` is there.
http::Answer begin_own_reading(const Desk& desk, const http::Request& request, std::optional<Stored>& stored);

// Both outlive the routes.
std::vector<http::Route> own_routes(const Desk& desk, Catalogue& catalogue);

}  // namespace insyn::server
