// The paths of what is registered.
#pragma once

#include "server/http/router.h"
#include "server/registry/registry.h"

namespace insyn::server {

// `registry` and `database` outlive them.
std::vector<http::Route> registry_routes(Registry& registry, Database& database);

}  // namespace insyn::server
