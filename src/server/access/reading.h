// What a reader gets once the union has approved: the peel, then the chunks that it opens, and what the
// reader reports to have made of them. Each first time stands in the ledger before anything is handed out.
#pragma once

#include "server/access/desk.h"

namespace insyn::server {

std::vector<http::Route> reading_routes(const Desk& desk);

}  // namespace insyn::server
