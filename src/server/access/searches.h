// /v1/searches: the filters that a person has saved under names of their own.
#pragma once

#include "server/access/desk.h"

namespace insyn::server {

inline constexpr std::int64_t kMostSearches = 50;       // of one account
inline constexpr std::size_t kLongestSearchName = 200;  // bytes
inline constexpr std::size_t kLongestSearch = 2000;     // bytes, of a query

std::vector<http::Route> search_routes(const Desk& desk);

}  // namespace insyn::server
