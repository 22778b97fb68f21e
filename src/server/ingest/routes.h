// The paths by which recordings arrive.
#pragma once

#include "server/http/router.h"
#include "server/ingest/storing.h"

namespace insyn::server {

// What the paths need. All of it outlives them.
struct IngestParts {
  Database& database;
  Vault& vault;
  Certificates& certificates;
  Storing& storing;
  Path uploads;  // where what has come of an upload so far is staged
};

std::vector<http::Route> ingest_routes(const IngestParts& parts);

}  // namespace insyn::server
