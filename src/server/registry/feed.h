// What links are told: what the parties have signed, in the order of the ledger, and beside it the witnesses'
// words and which recordings are wanted again.
#pragma once

#include "server/http/router.h"
#include "server/registry/registry.h"

namespace insyn::server {

// GET /v1/feed?after=CURSOR. `registry` and `database` outlive it.
http::Route feed_route(Registry& registry, Database& database);

}  // namespace insyn::server
