// The paths by which a recording's time is ended or prolonged.
#pragma once

#include "server/http/router.h"
#include "server/lifetime/wishes.h"

namespace insyn::server {

// `wishes` and `shredder` outlive them.
std::vector<http::Route> lifetime_routes(Wishes& wishes, Shredder& shredder);

}  // namespace insyn::server
