// The reports of insight that a centre has: made and signed elsewhere, verified here, and read by everybody.
#pragma once

#include "server/access/desk.h"

namespace insyn::server {

inline constexpr std::uint64_t kLargestReport = std::uint64_t{4} << 20;  // as it is sent

std::vector<http::Route> report_routes(const Desk& desk);

}  // namespace insyn::server
