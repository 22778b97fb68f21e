// GET /v1/witness: whether the union's witnesses watch this ledger, for those whose work waits where they do
// not.
#pragma once

#include "server/http/router.h"
#include "server/log/witnesses.h"

namespace insyn::server {

// For the union, reviewers and administrators. All of these outlive it.
http::Route witness_state_route(Database& database, Witnesses& witnesses);

}  // namespace insyn::server
