#include "server/access/examples.h"

#include "server/accounts/transact.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using http::Request;
using json::Json;

constexpr std::uint64_t kLargestExample = 4 << 10;

Answer name_example(const Desk& desk, const Request& request) {
  auto members = json::Members::parse(request.body);
  if (!members) return problem(400, "json");
  const std::string name = members->text("name", kLongestExampleName).value_or("");
  if (!members->finish() || name.empty()) return problem(400, "json");
  return answer_writing(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    const std::string& id = request.parameters.at("id");
    TRY_ASSIGN(auto found, find_stored(transaction, id));
    if (!found.value) return std::move(found.refusal);
    TRY(transaction.execute("DELETE FROM examples WHERE recording = :id", {id}));
    TRY_ASSIGN(const auto count, transaction.query("SELECT COUNT(*) FROM examples"));
    if (number(count[0][0]) >= static_cast<std::int64_t>(kMostExamples)) return problem(409, "too-many");
    TRY(transaction.execute("INSERT INTO examples (recording, name) VALUES (:id, :name)", {id, name}));
    return json_answer(Json::object());
  });
}

Answer forget_example(const Desk& desk, const Request& request) {
  return answer_writing(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY(transaction.execute("DELETE FROM examples WHERE recording = :id", {request.parameters.at("id")}));
    return json_answer(Json::object());
  });
}

}  // namespace

std::vector<http::Route> example_routes(const Desk& desk) {
  const std::vector<http::Role> who = {http::Role::kUnion};
  return {{"PUT", "/v1/recordings/{id}/example", who, kLargestExample,
           http::Handle([desk](const Request& request) { return name_example(desk, request); })},
          {"DELETE", "/v1/recordings/{id}/example", who, 0,
           http::Handle([desk](const Request& request) { return forget_example(desk, request); })}};
}

}  // namespace insyn::server
