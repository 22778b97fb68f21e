// What people say of the frictions that reports have named: seen, being mended, mended.
#pragma once

#include "server/access/desk.h"

namespace insyn::server {

std::vector<http::Route> friction_routes(const Desk& desk);

}  // namespace insyn::server
