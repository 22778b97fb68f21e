// How pages are answered: which file a path gets, in which encoding, and what a browser is told to forbid
// them. Of a server of a centre, and of a program that serves the same pages from its own disk.
#pragma once

#include "server/http/router.h"
#include "server/pages/bundle.h"

namespace insyn::server {

// What a browser is told with each of them: no script but the bundle's own, no other site in any direction,
// nothing of the computer but the full screen.
const std::vector<http::Field>& page_fields();

// A file of the bundle by its path. Any other path that is none of the server's own (/v1, /ledger, /healthz,
// /readyz, /metrics) nor below /assets gets index.html where the request accepts text/html by that name: the
// page finds its way itself. Else 404. 304 where the client has it already.
http::Answer page_answer(const Bundle& bundle, const http::Request& request);

// For every path that has no route of its own (Router's `rest`). `bundle` outlives it.
http::Route page_route(const Bundle& bundle);

}  // namespace insyn::server
