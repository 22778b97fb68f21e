// What is shown of the ledger's entries beside them: to whom they are not anonymous.
#pragma once

#include "server/http/router.h"
#include "server/log/witnesses.h"

namespace insyn::server {

// GET /v1/ledger/shown?from=N&to=M, for witnesses and the union: of each of these entries its salt and its
// recording's id as long as they are there, and the note that it is about where that is a certificate, a
// hold, an agreement, a roster or a withdrawal. At most kMostShown entries.
// GET /v1/ledger/proof?entry=N: that the newest cosigned checkpoint covers the entry; reviewers and analysts
// get those of their own requests. All of these outlive the routes.
inline constexpr std::uint64_t kMostShown = 256;
std::vector<http::Route> shown_routes(Database& database, Log& log, Witnesses& witnesses);

}  // namespace insyn::server
