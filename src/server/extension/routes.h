// The extension's paths: where releases and packages are handed in, and where browsers look for the newest.
#pragma once

#include "server/extension/releases.h"
#include "server/http/router.h"

namespace insyn::server {

// `releases` and `database` outlive them.
std::vector<http::Route> extension_routes(ExtensionReleases& releases, Database& database);

}  // namespace insyn::server
