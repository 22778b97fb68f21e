// What a reader gets once the union has approved: the peel, then the chunks that it opens, and what the
// reader reports to have made of them. Each first time stands in the ledger before anything is handed out.
#pragma once

#include "server/access/asked_row.h"

namespace insyn::server {

// A request of the caller's own whose access is open.
struct Opened {
  AskedRow asked;
  Stored stored;
};
// That of the request's path. An answer where there is none, or it may not be read now.
Result<FoundOrAnswer<Opened>> find_opened(const Desk& desk, const http::Request& request,
                                          Transaction& transaction);
// The same, before bytes are handed out: that they are read stands in the ledger by then. A status of 400 or
// more refuses them; otherwise `opened` is there.
http::Answer begin_reading(const Desk& desk, const http::Request& request, std::optional<Opened>& opened);

std::vector<http::Route> reading_routes(const Desk& desk);

}  // namespace insyn::server
