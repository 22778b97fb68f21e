#include "server/node/agreement_draft.h"

#include "differences/differences.h"
#include "server/accounts/transact.h"
#include "server/node/json_answer.h"
#include "words/agreement.h"

namespace insyn::server {
namespace {

using http::Answer;
using json::Json;

constexpr std::size_t kLongestDraft = std::size_t{256} << 10;  // bytes of TOML
// JSON writes a character as six at the most.
constexpr std::size_t kLongestBody = 6 * kLongestDraft + 1024;

// Whom the parties' keys name, and the ledger that an agreement has to name to be registered here.
Json beginnings(const AdministrationSet& set) {
  Json body = {{"employer", nullptr}, {"unions", Json::array()}, {"witnesses", Json::array()}};
  for (const note::PublicKeys& pin : set.centre.registry().pins()) {
    if (pin.role == note::Role::kEmployer) body["employer"] = pin.name;
    if (pin.role == note::Role::kUnion) body["unions"].push_back(pin.name);
  }
  body["ledger"] = {{"origin", set.centre.log().origin()}, {"key", set.centre.log().key().text()}};
  for (const ListeningWitness& one : set.data.configuration.witnesses)
    body["witnesses"].push_back(one.key.text());
  return body;
}

struct Draft {
  std::string text;
  words::Language language = words::Language::kEnglish;
  std::optional<Digest> before;  // a registered agreement
};

Result<Draft> draft_in(std::string_view body) {
  TRY_ASSIGN(json::Members members, json::Members::parse(body));
  Draft draft;
  const auto text = members.lines("text", kLongestDraft);
  const auto language = words::language_of(members.text("language", 2).value_or(""));
  std::optional<std::string> before;
  if (!members.take_null("before")) before = members.text("before", 64);
  TRY(members.finish());
  if (!text || !language) return fail(Code::kBadPeer, "text and language are missing");
  draft.text = *text;
  draft.language = *language;
  if (before) {
    TRY_ASSIGN(draft.before, digest_of(*before));
  }
  return draft;
}

Result<Answer> judge(const AdministrationSet& set, const Draft& draft, Transaction& transaction) {
  Json body = {{"problem", nullptr}, {"explained", nullptr}, {"differences", nullptr}};
  const auto terms = agreement::parse_terms(draft.text);
  const Status good =
      terms ? set.centre.registry().check_ledger(*terms) : Status(tl::unexpected(terms.error()));
  if (!good) {
    body["problem"] = good.error().message;
    return json_answer(body);
  }
  body["explained"] = words::explain(*terms, draft.language);
  if (!draft.before) return json_answer(body);
  TRY_ASSIGN(const auto before, set.centre.registry().agreement(transaction, *draft.before));
  if (!before) return http::problem(404, "agreement");
  body["differences"] = differences(before->agreement->terms(), *terms);
  return json_answer(body);
}

}  // namespace

std::vector<http::Route> agreement_draft_routes(const AdministrationSet& set) {
  const std::vector<http::Role> who = {http::Role::kAdministrator};
  return {{"GET", "/v1/agreement-draft", who, 0,
           http::Handle([set](const http::Request&) { return json_answer(beginnings(set)); })},
          {"POST", "/v1/agreement-draft", who, kLongestBody,
           http::Handle([set](const http::Request& request) -> Answer {
             const auto draft = draft_in(request.body);
             if (!draft) return http::problem(400, "json");
             return answer_reading(*set.centre.stores().database,
                                   [&](Transaction& transaction) { return judge(set, *draft, transaction); });
           })}};
}

}  // namespace insyn::server
