#include "server/registry/feed.h"

#include <nlohmann/json.hpp>

#include "server/registry/answers.h"

namespace insyn::server {
namespace {

using http::Answer;
using Json = nlohmann::ordered_json;

constexpr std::chrono::seconds kLongestWait{25};
constexpr std::int64_t kMostItems = 100;
// Of an answer; one item alone may be larger.
constexpr std::size_t kMostBytes = std::size_t{1} << 20;

constexpr const char* kShredded = "shredded";

// What comes by its number: of a roster only the newest version.
constexpr const char* kNumbered =
    "SELECT entry, 'agreement', note FROM agreements WHERE entry >= :from "
    "UNION ALL SELECT entry, 'withdrawal', note FROM withdrawals WHERE entry >= :from "
    "UNION ALL SELECT entry, 'roster', note FROM rosters r WHERE entry >= :from "
    "AND version = (SELECT MAX(version) FROM rosters o WHERE o.id = r.id) "
    // Of what time ends links know it themselves.
    "UNION ALL SELECT entry, 'shredded', recording FROM tombstones WHERE entry >= :from AND because <> "
    "'retention' "
    "ORDER BY 1 LIMIT :most";

// "?after=CURSOR", or nothing.
Result<FeedCursor> cursor_in(const std::string& query) {
  constexpr std::string_view kAfter = "?after=";
  if (!query.empty() && !query.starts_with(kAfter)) return fail(Code::kCorrupt, "another query than after");
  return parse_cursor(query.empty() ? "" : std::string_view(query).substr(kAfter.size()));
}

Result<std::vector<Row>> numbered(Database& database, std::uint64_t from) {
  std::vector<Row> rows;
  TRY(database.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(rows, transaction.query(kNumbered, {static_cast<std::int64_t>(from), kMostItems}));
    return {};
  }));
  return rows;
}

Answer tell(Database& database, const RegistryState& state, const FeedCursor& after) {
  // A ledger that is shorter than what was told was put back: all is told again.
  FeedCursor next = after.next_entry > state.next_entry ? FeedCursor() : after;
  const auto rows = numbered(database, next.next_entry);
  if (!rows) return answer_for(rows.error(), "unexpected");
  Json items = Json::array();
  std::size_t bytes = 0;
  bool all = rows->size() < static_cast<std::size_t>(kMostItems);
  for (const Row& row : *rows) {
    bytes += text(row[2]).size();
    if (bytes > kMostBytes && !items.empty()) {
      all = false;
      break;
    }
    const char* member = text(row[1]) == kShredded ? "recording" : "note";
    items.push_back({{"kind", text(row[1])}, {member, text(row[2])}});
    next.next_entry = static_cast<std::uint64_t>(number(row[0])) + 1;
  }
  if (all) {
    next.next_entry = std::max(next.next_entry, state.next_entry);
    if (next.beside != state.beside) {
      next.beside = state.beside;
      for (const std::string& note : state.in_force) items.push_back({{"kind", "in-force"}, {"note", note}});
      for (const std::string& id : state.wanted) items.push_back({{"kind", "wanted"}, {"recording", id}});
    }
  }
  return {200, "application/json", Json({{"next", text_of(next)}, {"items", std::move(items)}}).dump()};
}

}  // namespace

http::Route feed_route(Registry& registry, Database& database) {
  return {"GET",
          "/v1/feed",
          {http::Role::kLink, http::Role::kWitness},
          0,
          http::HandleOrWait([&registry, &database](const http::Request& request,
                                                    bool last) -> std::variant<Answer, http::Wait> {
            const auto after = cursor_in(request.head.query);
            if (!after) return http::problem(400, "cursor");
            const auto state = registry.state();
            if (last || cursor_of(*state) != *after) return tell(database, *state, *after);
            return http::Wait{kLongestWait,
                              [&registry, after = *after] { return cursor_of(*registry.state()) != after; }};
          })};
}

}  // namespace insyn::server
