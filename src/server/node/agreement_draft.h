// GET and POST /v1/agreement-draft: what the administration's form for an agreement begins with, and what a
// text that nobody has signed yet would allow. Nothing is kept of it.
#pragma once

#include "server/node/administration.h"

namespace insyn::server {

std::vector<http::Route> agreement_draft_routes(const AdministrationSet& set);

}  // namespace insyn::server
