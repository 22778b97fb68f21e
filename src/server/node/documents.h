// GET /v1/agreements/{hash}/document: drafts of the impact assessment and of the information to employees,
// from a registered agreement and from how this centre is set up.
#pragma once

#include "server/node/administration.h"

namespace insyn::server {

http::Route document_route(const AdministrationSet& set);

}  // namespace insyn::server
