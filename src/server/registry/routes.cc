#include "server/registry/routes.h"

#include <nlohmann/json.hpp>

#include "agreement/withdrawal.h"
#include "base/text.h"
#include "server/registry/answers.h"
#include "server/registry/feed.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::Handle;
using http::Request;
using http::Role;
using http::Route;
using Json = nlohmann::ordered_json;

constexpr const char* kJson = "application/json";
constexpr const char* kNote = "text/plain; charset=utf-8";

const std::vector<Role> kReaders = {Role::kLink,  Role::kWitness, Role::kAdministrator, Role::kReviewer,
                                    Role::kUnion, Role::kAnalyst, Role::kAgent,         Role::kImporter};
// Nobody who may read recordings is told whose there are. An importer reads none, and verifies certificates.
const std::vector<Role> kRosterReaders = {Role::kLink,  Role::kWitness, Role::kAdministrator,
                                          Role::kUnion, Role::kAgent,   Role::kImporter};
// What is registered is decided by the parties' signatures; who hands it in decides nothing.
const std::vector<Role> kWriters = {Role::kLink, Role::kWitness, Role::kAdministrator, Role::kUnion};

Answer registered(const Result<Registered>& result, reason::RefusalCode code) {
  if (!result) return answer_for(result.error(), code);
  return {200, kJson, Json({{"hash", to_hex(result->hash)}, {"entry", result->entry}}).dump()};
}

using Add = Result<Registered> (Registry::*)(const std::string&);

// What is told apart by the path: agreements, rosters, withdrawals.
struct Kind {
  const char* path;
  reason::RefusalCode code;
  Add add;
  std::size_t largest;
  const std::vector<Role>& readers;
  const char* one;   // SQL
  const char* list;  // SQL: what JSON() makes of its columns
  std::vector<const char*> columns;
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      {"/v1/agreements",
       "agreement",
       &Registry::add_agreement,
       kLongestText,
       kReaders,
       "SELECT note FROM agreements WHERE hash = :hash",
       "SELECT hash, id, entry FROM agreements ORDER BY entry",
       {"hash", "id", "entry"}},
      {"/v1/rosters",
       "roster",
       &Registry::add_roster,
       kLongestText,
       kRosterReaders,
       "SELECT note FROM rosters WHERE hash = :hash",
       "SELECT hash, id, version, entry FROM rosters ORDER BY entry",
       {"hash", "id", "version", "entry"}},
      {"/v1/withdrawals",
       "withdrawal",
       &Registry::add_withdrawal,
       agreement::kLargestWithdrawal,
       kReaders,
       "SELECT note FROM withdrawals WHERE hash = :hash",
       "SELECT hash, agreement, entry FROM withdrawals ORDER BY entry",
       {"hash", "agreement", "entry"}},
  };
  return all;
}

Result<std::vector<Row>> rows_of(Database& database, const char* sql, const std::vector<Value>& values) {
  std::vector<Row> rows;
  TRY(database.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(rows, transaction.query(sql, values));
    return {};
  }));
  return rows;
}

Answer list(Database& database, const Kind& kind) {
  const auto rows = rows_of(database, kind.list, {});
  if (!rows) return answer_for(rows.error(), kind.code);
  Json all = Json::array();
  for (const Row& row : *rows) {
    Json one = Json::object();
    for (std::size_t i = 0; i < kind.columns.size(); ++i) {
      if (const auto* whole = std::get_if<std::int64_t>(&row[i])) {
        one[kind.columns[i]] = *whole;
      } else {
        one[kind.columns[i]] = text(row[i]);
      }
    }
    all.push_back(std::move(one));
  }
  return {200, kJson, all.dump()};
}

Answer one(Database& database, const Kind& kind, const std::string& hash) {
  const auto rows = rows_of(database, kind.one, {hash});
  if (!rows) return answer_for(rows.error(), kind.code);
  if (rows->empty()) return http::problem(404, kind.code);
  return {200, kNote, text((*rows)[0][0])};
}

}  // namespace

std::vector<Route> registry_routes(Registry& registry, Database& database) {
  std::vector<Route> routes;
  for (const Kind& kind : kinds()) {
    routes.push_back(
        {"POST", kind.path, kWriters, kind.largest, Handle([&registry, &kind](const Request& request) {
           return registered((registry.*kind.add)(request.body), kind.code);
         })});
    routes.push_back({"GET", kind.path, kind.readers, 0,
                      Handle([&database, &kind](const Request&) { return list(database, kind); })});
    routes.push_back({"GET", fmt::format("{}/{{hash}}", kind.path), kind.readers, 0,
                      Handle([&database, &kind](const Request& request) {
                        return one(database, kind, request.parameters.find("hash")->second);
                      })});
  }
  routes.push_back(feed_route(registry, database));
  return routes;
}

}  // namespace insyn::server
