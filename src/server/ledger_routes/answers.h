// What the ledger's paths have in common.
#pragma once

#include <optional>

#include "base/result.h"
#include "server/http/router.h"

namespace insyn::server {

// Of an error: 503 "unavailable" where trying again may help, 507 "full", 500 "unexpected" where what is
// stored is not what it should be.
http::Answer answer_of(const Error& error);

// The number by that name in the query ("?from=3&to=7"): decimal, without leading zeros. Nothing where it is
// not there, twice there or something else.
std::optional<std::uint64_t> number_in_query(const http::Head& head, std::string_view name);

inline constexpr const char* kText = "text/plain; charset=utf-8";
inline constexpr const char* kJson = "application/json";

}  // namespace insyn::server
