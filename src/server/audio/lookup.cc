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

class Lookup {
 public:
  Lookup(const Desk& desk, const http::Request& request, Transaction& transaction)
      : desk_(desk), request_(request), transaction_(transaction) {}

  // Those of the call, and which of them the caller is told of for the first time in a while.
  struct Found {
    Json recordings = Json::array();
    std::vector<std::string> first;
  };
  Result<Found> find(const std::string& call) {
    TRY(desk_.log.may_grow(transaction_));
    TRY_ASSIGN(
        const auto rows,
        transaction_.query("SELECT DISTINCT recording FROM certificates WHERE call_id = :call ORDER BY "
                           "recording LIMIT :most",
                           {agreement::normalised_call_id(call), kMostOfACall}));
    Found found;
    for (const Row& row : rows) {
      const std::string& id = text(row[0]);
      TRY_ASSIGN(auto one, told(id));
      if (!one) continue;
      found.recordings.push_back(*std::move(one));
      TRY_ASSIGN(const bool is_first, is_first_time(id));
      if (is_first) found.first.push_back(id);
    }
    return found;
  }

  Status enter(const std::string& recording) {
    const ledger::Salt salt = ledger::Salt::random();
    const ledger::AudioLookedUp entry{ledger::salted(salt, view_of(recording)),
                                      ledger::salted(salt, view_of(request_.caller.id))};
    TRY_ASSIGN(const std::uint64_t number, desk_.log.append(transaction_, entry, Kept{salt, recording}));
    TRY(transaction_.execute("DELETE FROM audio_lookups WHERE recording = :recording AND account = :account",
                             {recording, request_.caller.id}));
    TRY(transaction_.execute(
        "INSERT INTO audio_lookups (recording, account, entry, at) VALUES (:recording, :account, :entry, "
        ":at)",
        {recording, request_.caller.id, static_cast<std::int64_t>(number), desk_.now()}));
    return {};
  }

 private:
  // Nothing of one that is gone, or whose certificate is not there.
  Result<std::optional<Json>> told(const std::string& id) {
    TRY_ASSIGN(const auto found, find_stored(transaction_, id));
    if (!found.value || found.value->kept_until <= desk_.now()) return std::nullopt;
    TRY_ASSIGN(const auto note, file_of(transaction_, *found.value, recording::kCertificate));
    if (!note) return std::nullopt;
    TRY_ASSIGN(const note::Note parsed, note::parse(*note));
    TRY_ASSIGN(const recording::Certificate certificate, recording::parse_certificate(parsed.text));
    Json one;
    one["id"] = id;
    one["certificate"] = *note;
    one["opening"] = found.value->opening_note;
    one["agreement"] = to_hex(certificate.agreement_hash);
    one["roster"] = certificate.roster_hash ? Json(to_hex(*certificate.roster_hash)) : Json();
    TRY_ASSIGN(one["audio"], has_audio(transaction_, id));
    return one;
  }

  Result<bool> is_first_time(const std::string& recording) {
    TRY_ASSIGN(const auto rows,
               transaction_.query("SELECT at FROM audio_lookups WHERE recording = :recording AND account = "
                                  ":account",
                                  {recording, request_.caller.id}));
    return rows.empty() ||
           desk_.now() - number(rows[0][0]) >= std::chrono::milliseconds(kLookupLasts).count();
  }

  const Desk& desk_;
  const http::Request& request_;
  Transaction& transaction_;
};

}  // namespace

Answer recordings_of_call(const Desk& desk, const http::Request& request) {
  const auto query = http::parse_query(request.head.query);
  if (!query || query->size() != 1 || query->begin()->first != "call" || query->begin()->second.empty())
    return problem(400, "query");
  const std::string& call = query->begin()->second;
  bool is_first = false;
  Answer answer = answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(auto found, Lookup(desk, request, transaction).find(call));
    is_first = !found.first.empty();
    return json_answer({{"recordings", std::move(found.recordings)}});
  });
  if (answer.status >= 400 || !is_first) return answer;
  return desk.published(answer_writing(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    Lookup lookup(desk, request, transaction);
    TRY_ASSIGN(auto found, lookup.find(call));
    for (const std::string& recording : found.first) TRY(lookup.enter(recording));
    return json_answer({{"recordings", std::move(found.recordings)}});
  }));
}

}  // namespace insyn::server
