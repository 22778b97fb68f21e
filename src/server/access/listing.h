// /v1/recordings: what is there. Reviewers and analysts see a recording folded: its day, level, applications,
// about how long it is, how it stands for them, and its kind and queue where enough agents have them; nothing
// that says whose it is or when exactly it was. The union sees all that the certificate says.
#pragma once

#include "server/access/catalogue.h"

namespace insyn::server {

// What an agent sees of an own recording, and what the union sees of any.
json::Json own(const Stored& stored);
json::Json unfolded(const Stored& stored);

// A page of an agent's own recordings. `query` is the request's.
http::Answer list_own(const Desk& desk, Catalogue& catalogue, const std::string& query,
                      const std::string& agent);

// Both outlive the routes.
std::vector<http::Route> listing_routes(const Desk& desk, Catalogue& catalogue);

}  // namespace insyn::server
