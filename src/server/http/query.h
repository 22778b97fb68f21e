// The query of a request, "?from=3&kind=faktura", as a form is encoded.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace insyn::server::http {

using Query = std::map<std::string, std::string, std::less<>>;

// Nothing where a name stands in it twice, where a pair has no "=", or where a percent sign is not followed
// by two hexadecimal digits. What it decodes to may be any bytes.
std::optional<Query> parse_query(std::string_view query);

// The same in its order, where a name may stand more than once.
using QueryPairs = std::vector<std::pair<std::string, std::string>>;
std::optional<QueryPairs> parse_query_pairs(std::string_view query);

// Decimal digits, at most `most`.
std::optional<std::uint64_t> parse_count(std::string_view text, std::uint64_t most);

}  // namespace insyn::server::http
