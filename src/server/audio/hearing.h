// What whoever may see a recording gets of its audio: note and bytes, and by how much it is moved against the
// pictures.
#pragma once

#include "server/access/desk.h"

namespace insyn::server {

// Of the request's path: a reader's own request whose access is open, or an agent's own recording.
std::vector<http::Route> hearing_routes(const Desk& desk);

}  // namespace insyn::server
