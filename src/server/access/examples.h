// /v1/recordings/{id}/example: which recordings are examples of something that a report says. A report names
// calls only in a file that takes both parties to open; the union, which knows which recording is of which
// call, tells here which of them reviewers are to find, and by what name.
#pragma once

#include "server/access/desk.h"

namespace insyn::server {

inline constexpr std::size_t kMostExamples = 1000;
inline constexpr std::size_t kLongestExampleName = 200;  // bytes

std::vector<http::Route> example_routes(const Desk& desk);

}  // namespace insyn::server
