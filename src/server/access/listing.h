// /v1/recordings: what is there. Reviewers and analysts see a recording folded: its day, kind, level and
// about how long it is, and nothing that says whose it is or when exactly it was. The union sees all that the
// certificate says.
#pragma once

#include "server/access/desk.h"

namespace insyn::server {

inline constexpr std::uint64_t kMostInList = 200;

// What a list is of, from a query.
struct Filter {
  std::string from, to;  // days, both included; empty: any
  std::string kind, level;
  std::string agent;                // empty: anybody's
  std::string after_day, after_id;  // the last one of the page before; empty: the first page
  std::uint64_t most = 100;
};
// Nothing where there is something unknown or malformed in it.
std::optional<Filter> parse_filter(const std::string& query);

struct Page {
  std::vector<Stored> recordings;  // without their notes; the newest day first, within it by their ids
  std::string next;                // the cursor of the page after; empty: there is none
};
Result<Page> list_stored(Transaction& transaction, const Filter& filter);

// What a reviewer sees of it, and what the union does.
json::Json folded(const Stored& stored);
json::Json unfolded(const Stored& stored);

std::vector<http::Route> listing_routes(const Desk& desk);

}  // namespace insyn::server
