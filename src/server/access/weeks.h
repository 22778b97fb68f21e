// /v1/weeks: for the union, what was recorded in each week of each application: how many, about how long, how
// much was withheld, at which levels, and until when it is kept.
#pragma once

#include "server/access/desk.h"

namespace insyn::server {

std::vector<http::Route> week_routes(const Desk& desk);

}  // namespace insyn::server
