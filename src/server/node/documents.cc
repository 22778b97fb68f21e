#include "server/node/documents.h"

#include <algorithm>

#include "base/version.h"
#include "server/accounts/transact.h"
#include "server/http/query.h"
#include "server/node/json_answer.h"
#include "words/documents.h"

namespace insyn::server {
namespace {

using http::Answer;
using json::Json;

struct Wish {
  bool assessment = false;  // else the information
  words::Language language = words::Language::kEnglish;
};

// "?about=dpia&language=sv", both.
std::optional<Wish> wish_in(std::string_view query) {
  const auto given = http::parse_query(query);
  if (!given || given->size() != 2) return std::nullopt;
  const auto about = given->find("about"), language = given->find("language");
  if (about == given->end() || language == given->end()) return std::nullopt;
  const auto known = words::language_of(language->second);
  if (!known || (about->second != "dpia" && about->second != "information")) return std::nullopt;
  return Wish{about->second == "dpia", *known};
}

std::size_t workstations(Centre& centre) {
  const auto machines = centre.registry().state()->machines;
  return static_cast<std::size_t>(std::count_if(machines->begin(), machines->end(), [](const auto& entry) {
    return entry.second.role == http::Role::kLink;
  }));
}

Result<words::CentreSetUp> set_up(const AdministrationSet& set, Transaction& transaction) {
  const Configuration& all = set.data.configuration;
  words::CentreSetUp centre;
  centre.version = version();
  centre.postgresql = !all.database.url.starts_with(kSqlite);
  centre.s3 = !std::holds_alternative<Path>(all.blobs.where);
  centre.tls = all.tls.has_value();
  for (const ReadSource& one : all.calls) centre.call_sources.push_back(one.name);
  centre.workstations = workstations(set.centre);
  TRY_ASSIGN(const auto rows, transaction.query("SELECT at FROM backups"));
  if (!rows.empty()) centre.backup = Utc(std::chrono::milliseconds(number(rows[0][0])));
  return centre;
}

Answer answer_with_document(const words::Document& document) {
  Json parts = Json::array();
  for (const words::Document::Part& part : document.parts())
    parts.push_back({{"kind", words::name_of(part.kind)}, {"cells", part.cells}});
  const Json body = {{"parts", std::move(parts)}, {"markdown", document.markdown()}};
  return json_answer(body);
}

Answer draft(const AdministrationSet& set, const http::Request& request) {
  const auto wish = wish_in(request.head.query);
  if (!wish) return http::problem(400, "query");
  const auto hash = digest_of(request.parameters.find("hash")->second);
  if (!hash) return http::problem(404, "agreement");
  return answer_reading(*set.centre.stores().database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(const auto found, set.centre.registry().agreement(transaction, *hash));
    if (!found) return http::problem(404, "agreement");
    TRY_ASSIGN(const words::CentreSetUp centre, set_up(set, transaction));
    const words::DocumentSet of{found->agreement->terms(), found->agreement.get(), &centre, set.clock.utc()};
    return answer_with_document(wish->assessment ? words::impact_assessment(of, wish->language)
                                                 : words::information_to_employees(of, wish->language));
  });
}

}  // namespace

http::Route document_route(const AdministrationSet& set) {
  return {"GET",
          "/v1/agreements/{hash}/document",
          {http::Role::kAdministrator, http::Role::kUnion},
          0,
          http::Handle([set](const http::Request& request) { return draft(set, request); })};
}

}  // namespace insyn::server
