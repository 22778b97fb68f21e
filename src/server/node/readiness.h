// What a server says about itself: that it runs, whether it can do its work, and its figures.
#pragma once

#include <functional>

#include "server/http/metrics.h"
#include "server/http/router.h"
#include "server/http/tls.h"

namespace insyn::server {

// Fails where the certificate is not valid yet, or not any more.
Status is_valid_now(const http::Tls::Validity& validity, Utc now);
// kFull where the file system of `folder` has less than `least` bytes free.
Status has_space(const Path& folder, std::uint64_t least);

// One thing without which the server cannot do its work.
struct ReadinessCheck {
  std::string name;  // "storage"
  std::function<Status()> check;
};

// GET /healthz: it runs. GET /readyz: 200 where every check holds, else 503, with the names of those that do
// not. Both are anybody's. GET /metrics is the monitor's. `metrics` outlives them.
std::vector<http::Route> health_routes(std::vector<ReadinessCheck> checks, const http::Metrics& metrics);

}  // namespace insyn::server
