// The two paths of whoever hands out call statements: insyn-calls and insyn-server. docs/calls.md and
// docs/api/openapi.yaml describe them.
#pragma once

#include <functional>

#include "calls/log/statement_log.h"
#include "calls/serve/desk.h"
#include "server/http/router.h"

namespace insyn::calls {

struct Serving {
  StatementLog& log;
  Desk& desk;
  const Clock& clock;
  std::vector<server::http::Role> who;
  // Who may read of everybody's calls at once.
  std::function<bool(const server::http::Caller&)> may_read_all;
};

// GET /v1/calls and POST /v1/calls/answers. What `serving` refers to outlives them.
std::vector<server::http::Route> call_routes(const Serving& serving);

}  // namespace insyn::calls
