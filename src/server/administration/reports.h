// POST /v1/report: what a workstation's link says of itself. The newest of each is kept.
#pragma once

#include "json/members.h"
#include "server/database/database.h"
#include "server/http/router.h"

namespace insyn::server {

struct LinkReport {
  std::string version;
  std::uint64_t waiting = 0;        // recordings
  std::vector<std::string> faults;  // codes
};

// Nothing where it is not one object of these, within its bounds.
std::optional<LinkReport> parse_report(std::string_view body);

// Both outlive it.
http::Route report_route(Database& database, const Clock& clock);

}  // namespace insyn::server
