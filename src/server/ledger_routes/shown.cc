#include "server/ledger_routes/shown.h"

#include <map>
#include <nlohmann/json.hpp>

#include "ledger/checkpoint/checkpoint.h"
#include "server/ledger_routes/answers.h"

namespace insyn::server {
namespace {

using Json = nlohmann::json;
using Entries = std::map<std::uint64_t, Json>;

// The notes by the entry that each is about. Of a hold the newest of a recording is kept alone.
constexpr const char* kNotes[] = {"SELECT entry, note FROM certificates WHERE entry >= :a AND entry < :b",
                                  "SELECT entry, note FROM holds WHERE entry >= :a AND entry < :b",
                                  "SELECT entry, note FROM agreements WHERE entry >= :a AND entry < :b",
                                  "SELECT entry, note FROM rosters WHERE entry >= :a AND entry < :b",
                                  "SELECT entry, note FROM withdrawals WHERE entry >= :a AND entry < :b"};

Result<Entries> read_shown(Transaction& transaction, std::uint64_t from, std::uint64_t to) {
  Entries shown;
  TRY_ASSIGN(
      const std::vector<Row> salts,
      transaction.query("SELECT number, salt, recording FROM ledger_salts WHERE number >= :a AND number < :b",
                        {column(from), column(to)}));
  for (const Row& row : salts) {
    if (is_null(row[2])) continue;  // of a person
    Json& one = shown[static_cast<std::uint64_t>(number(row[0]))];
    one["salt"] = text(row[1]);
    one["recording"] = text(row[2]);
  }
  for (const char* notes : kNotes) {
    TRY_ASSIGN(const std::vector<Row> rows, transaction.query(notes, {column(from), column(to)}));
    for (const Row& row : rows) shown[static_cast<std::uint64_t>(number(row[0]))]["note"] = text(row[1]);
  }
  return shown;
}

http::Answer shown_answer(Database& database, const http::Request& request) {
  const auto from = number_in_query(request.head, "from"), to = number_in_query(request.head, "to");
  if (!from || !to || *from >= *to || *to - *from > kMostShown) return http::problem(400, "parameter");
  Entries shown;
  const Status read = database.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(shown, read_shown(transaction, *from, *to));
    return {};
  });
  if (!read) return answer_of(read.error());
  Json all = Json::array();
  for (auto& [number, one] : shown) {
    one["entry"] = number;
    all.push_back(std::move(one));
  }
  return {200, kJson, Json{{"shown", std::move(all)}}.dump()};
}

// Whether the entry follows from a request of this account's.
Result<bool> is_own(Transaction& transaction, const std::string& account, std::uint64_t entry) {
  const std::int64_t number = column(entry);
  TRY_ASSIGN(
      const std::vector<Row> rows,
      transaction.query("SELECT id FROM requests WHERE account = :a AND (entry = :b OR approval_entry = "
                        ":c OR peel_entry = :d OR reading_entry = :e)",
                        {account, number, number, number, number}));
  return !rows.empty();
}

http::Answer proof_answer(Database& database, Log& log, Witnesses& witnesses, const http::Request& request) {
  const auto entry = number_in_query(request.head, "entry");
  if (!entry) return http::problem(400, "parameter");
  const http::Role role = request.caller.role;
  bool may = role == http::Role::kUnion || role == http::Role::kWitness;
  std::string checkpoint;
  const Status read = database.read([&](Transaction& transaction) -> Status {
    TRY_ASSIGN(const bool own, is_own(transaction, request.caller.id, *entry));
    may = may || own;
    auto found = witnesses.cosigned_checkpoint(transaction);
    if (!found && found.error().code != Code::kPermanent) return Failure(found.error());
    if (found) checkpoint = *std::move(found);
    return {};
  });
  if (!read) return answer_of(read.error());
  if (!may) return http::problem(403, "not-yours");
  if (checkpoint.empty()) return http::problem_for(503, "not-yet", std::chrono::seconds(1));
  const auto proven = log.prove(*entry, checkpoint);
  if (!proven && proven.error().code == Code::kTransient)
    return http::problem_for(503, "not-yet", std::chrono::seconds(1));
  if (!proven && proven.error().code == Code::kPermanent) return http::problem(404, "no-such-entry");
  if (!proven) return answer_of(proven.error());
  Json proof = Json::array();
  for (const Digest& hash : proven->proof) proof.push_back(ledger::hash_text(hash));
  return {200, kJson,
          Json{{"entry", proven->number},
               {"text", proven->entry},
               {"proof", std::move(proof)},
               {"checkpoint", proven->checkpoint}}
              .dump()};
}

}  // namespace

std::vector<http::Route> shown_routes(Database& database, Log& log, Witnesses& witnesses) {
  using http::Role;
  std::vector<http::Route> routes;
  routes.push_back(
      {"GET",
       "/v1/ledger/shown",
       {Role::kWitness, Role::kUnion},
       0,
       http::Handle([&database](const http::Request& request) { return shown_answer(database, request); })});
  routes.push_back({"GET",
                    "/v1/ledger/proof",
                    {Role::kWitness, Role::kUnion, Role::kReviewer, Role::kAnalyst},
                    0,
                    http::Handle([&database, &log, &witnesses](const http::Request& request) {
                      return proof_answer(database, log, witnesses, request);
                    })});
  return routes;
}

}  // namespace insyn::server
