// How the union answers requests: by an approval, with what it has peeled, or by a refusal.
#pragma once

#include "server/access/desk.h"

namespace insyn::server {

std::vector<http::Route> answering_routes(const Desk& desk);

}  // namespace insyn::server
