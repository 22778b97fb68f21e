// /v1/requests: a reviewer or an analyst asks to open a recording; each sees their own requests, the union
// sees all.
#pragma once

#include "server/access/desk.h"

namespace insyn::server {

std::vector<http::Route> asking_routes(const Desk& desk);

}  // namespace insyn::server
