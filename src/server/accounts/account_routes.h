// /v1/accounts: what administrators do with accounts, who see no recording.
#pragma once

#include "server/accounts/accounts.h"
#include "server/http/router.h"

namespace insyn::server {

// All of these outlive the routes.
std::vector<http::Route> account_routes(Database& database, Log& log, Accounts& accounts, const Clock& clock);

}  // namespace insyn::server
