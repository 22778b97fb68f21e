#include "server/access/searches.h"

#include "server/accounts/transact.h"
#include "server/http/query.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using http::Request;
using json::Json;

// With what JSON adds to escape it.
constexpr std::uint64_t kLargestSearch = (kLongestSearchName + kLongestSearch + 100) * 2;

struct Search {
  std::string name, query;
};

std::optional<Search> read_search(const std::string& body) {
  auto members = json::Members::parse(body);
  if (!members) return std::nullopt;
  Search search{members->text("name", kLongestSearchName).value_or(""), ""};
  const auto query = members->text("query", kLongestSearch);
  if (!members->finish() || search.name.empty() || !query) return std::nullopt;
  search.query = *query;
  return search;
}

Answer list_searches(const Desk& desk, const Request& request) {
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(const auto rows,
               transaction.query("SELECT name, query FROM searches WHERE account = :account ORDER BY name",
                                 {request.caller.id}));
    Json body;
    body["searches"] = Json::array();
    for (const Row& row : rows) body["searches"].push_back({{"name", text(row[0])}, {"query", text(row[1])}});
    return json_answer(body);
  });
}

Status forget_search(Transaction& transaction, const std::string& account, const std::string& name) {
  TRY(transaction.execute("DELETE FROM searches WHERE account = :account AND name = :name", {account, name}));
  return {};
}

Answer put_search(const Desk& desk, const Request& request) {
  const auto search = read_search(request.body);
  if (!search) return problem(400, "json");
  return answer_writing(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    const std::string& account = request.caller.id;
    TRY(forget_search(transaction, account, search->name));
    TRY_ASSIGN(const auto count,
               transaction.query("SELECT COUNT(*) FROM searches WHERE account = :account", {account}));
    if (number(count[0][0]) >= kMostSearches) return problem(409, "too-many");
    TRY(transaction.execute("INSERT INTO searches (account, name, query) VALUES (:account, :name, :query)",
                            {account, search->name, search->query}));
    return json_answer(Json::object());
  });
}

Answer remove_search(const Desk& desk, const Request& request) {
  const auto query = http::parse_query(request.head.query);
  if (!query || query->size() != 1 || query->begin()->first != "name") return problem(400, "query");
  return answer_writing(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY(forget_search(transaction, request.caller.id, query->begin()->second));
    return json_answer(Json::object());
  });
}

}  // namespace

std::vector<http::Route> search_routes(const Desk& desk) {
  const std::vector<http::Role> who = {http::Role::kReviewer, http::Role::kAnalyst};
  const auto handle = [&](Answer (*what)(const Desk&, const Request&)) {
    return http::Handle([desk, what](const Request& request) { return what(desk, request); });
  };
  return {{"GET", "/v1/searches", who, 0, handle(&list_searches)},
          {"PUT", "/v1/searches", who, kLargestSearch, handle(&put_search)},
          {"DELETE", "/v1/searches", who, 0, handle(&remove_search)}};
}

}  // namespace insyn::server
