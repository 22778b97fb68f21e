#include "server/ledger_routes/witness_state.h"

#include <nlohmann/json.hpp>

#include "ledger/checkpoint/cosignature.h"
#include "server/ledger_routes/answers.h"

namespace insyn::server {
namespace {

using OrderedJson = nlohmann::ordered_json;

const char* name_of(Witnesses::Hearing hearing) {
  switch (hearing) {
    case Witnesses::Hearing::kHeard:
      return "heard";
    case Witnesses::Hearing::kUnheard:
      return "unheard";
    case Witnesses::Hearing::kAhead:
      return "ahead";
    case Witnesses::Hearing::kOtherHistory:
      return "other-history";
  }
  return "";
}

OrderedJson cosigned(const Witnesses::Standing& standing) {
  if (!standing.latest) return {};
  const auto note = note::parse(standing.latest->note);
  if (!note) return {};
  const auto at = ledger::cosigned_at(*note, standing.witness);
  if (!at || !*at) return {};
  return to_text(Utc(**at));
}

}  // namespace

http::Route witness_state_route(Database& database, Witnesses& witnesses) {
  const auto state = [&database, &witnesses](const http::Request&) -> http::Answer {
    OrderedJson body;
    const Status read = database.read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(const LogHead head, read_head(transaction));
      TRY_ASSIGN(const auto all, witnesses.standings(transaction));
      body = OrderedJson();
      body["opening"] = true;
      body["size"] = head.published;
      body["witnesses"] = OrderedJson::array();
      for (const Witnesses::Standing& one : all) {
        OrderedJson told;
        told["name"] = one.witness.name();
        told["needed"] = one.needed;
        told["state"] = name_of(one.hearing);
        told["cosigned"] = cosigned(one);
        told["size"] = one.latest ? OrderedJson(one.latest->size) : OrderedJson();
        told["heard"] = one.latest && one.latest->heard != Utc() ? OrderedJson(to_text(one.latest->heard))
                                                                 : OrderedJson();
        if (one.needed && one.hearing != Witnesses::Hearing::kHeard) body["opening"] = false;
        body["witnesses"].push_back(std::move(told));
      }
      return {};
    });
    if (!read) return answer_of(read.error());
    return {200, kJson, body.dump(), {{"cache-control", "no-store"}}};
  };
  return {"GET",
          "/v1/witness",
          {http::Role::kUnion, http::Role::kReviewer, http::Role::kAdministrator},
          0,
          http::Handle(state)};
}

}  // namespace insyn::server
