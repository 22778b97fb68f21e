#include "server/audio/lookup.h"

#include "agreement/call_id.h"
#include "recording/format/certificate.h"
#include "recording/format/layout.h"
#include "server/access/files.h"
#include "server/accounts/transact.h"
#include "server/http/query.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using json::Json;

// Of one call: each begins anew after another one.
constexpr std::int64_t kMostOfACall = 100;

// Nothing of one that is gone, or whose certificate is not there.
Result<std::optional<Json>> told(Transaction& transaction, const std::string& id, std::int64_t now) {
  TRY_ASSIGN(const auto found, find_stored(transaction, id));
  if (!found.value || found.value->kept_until <= now) return std::nullopt;
  TRY_ASSIGN(const auto note, file_of(transaction, *found.value, recording::kCertificate));
  if (!note) return std::nullopt;
  TRY_ASSIGN(const note::Note parsed, note::parse(*note));
  TRY_ASSIGN(const recording::Certificate certificate, recording::parse_certificate(parsed.text));
  Json one;
  one["id"] = id;
  one["certificate"] = *note;
  one["opening"] = found.value->opening_note;
  one["agreement"] = to_hex(certificate.agreement_hash);
  one["roster"] = certificate.roster_hash ? Json(to_hex(*certificate.roster_hash)) : Json();
  TRY_ASSIGN(one["audio"], has_audio(transaction, id));
  return one;
}

}  // namespace

Answer recordings_of_call(const Desk& desk, const http::Request& request) {
  const auto query = http::parse_query(request.head.query);
  if (!query || query->size() != 1 || query->begin()->first != "call" || query->begin()->second.empty())
    return problem(400, "query");
  const std::string& call = query->begin()->second;
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY(desk.log.may_grow(transaction));
    TRY_ASSIGN(const auto rows,
               transaction.query("SELECT DISTINCT recording FROM certificates WHERE call_id = :call ORDER BY "
                                 "recording LIMIT :most",
                                 {agreement::normalised_call_id(call), kMostOfACall}));
    Json body;
    body["recordings"] = Json::array();
    for (const Row& row : rows) {
      TRY_ASSIGN(auto one, told(transaction, text(row[0]), desk.now()));
      if (one) body["recordings"].push_back(*std::move(one));
    }
    return json_answer(body);
  });
}

}  // namespace insyn::server
