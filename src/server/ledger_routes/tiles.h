// The ledger as everybody may read it (https://c2sp.org/tlog-tiles): its checkpoint and its tiles.
#pragma once

#include "server/http/router.h"
#include "server/log/witnesses.h"

namespace insyn::server {

// GET /ledger/checkpoint: the newest checkpoint that every witness has cosigned. GET /ledger/tile/…: what
// never changes. Both are anybody's. All of these outlive the routes.
std::vector<http::Route> tile_routes(Database& database, Log& log, Witnesses& witnesses);

}  // namespace insyn::server
