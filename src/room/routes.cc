#include "room/routes.h"

#include "server/http/query.h"

namespace insyn::room {
namespace {

using json::Json;
using json::Members;
using server::http::Answer;
using server::http::problem;
using server::http::Request;
using server::http::Role;
using server::http::Route;

constexpr std::size_t kLargestAsked = std::size_t{64} << 10;
constexpr std::size_t kLargestText = std::size_t{2} << 20;
constexpr std::size_t kLargestPassedOn = std::size_t{16} << 20;
constexpr std::size_t kLongest = 4096;
constexpr std::size_t kMostIds = 100;
constexpr std::size_t kMostEntries = 200;
constexpr std::size_t kMostKinds = 30;
// How many parts a path of the server's interface has at most behind /v1 or /ledger.
constexpr int kDeepest = 10;

Answer good(const std::string& json) { return {200, "application/json", json}; }

// What was asked for could not be done, and why: in the program's own words.
Answer good_or_problem(const Result<std::string>& json) {
  return good(json ? *json : json::line_of(Json{{"problem", json.error().message}}));
}

Json checks_json(const WaitingCase& one) {
  Json list = Json::array();
  for (std::size_t i = 0; i < std::size(opening::kChecks); ++i) {
    const char* state = "waiting";
    if (i < one.passed)
      state = "passed";
    else if (i == one.passed && one.running)
      state = "running";
    else if (i == one.passed && !one.problem.empty())
      state = one.passes_by ? "waiting" : "failed";
    list.push_back({{"check", opening::name_of(opening::kChecks[i])}, {"state", state}});
  }
  return list;
}

Json recording_json(const WaitingCase::Recording& one) {
  Json json = {{"began", to_text(one.began)}, {"kind", one.kind},   {"queue", one.queue},
               {"agent", one.agent},          {"level", one.level}, {"applications", one.applications}};
  json["withheld"] = one.withheld ? Json(*one.withheld) : Json();
  return json;
}

// Why something was not done: in the program's own words, and as a code where a check failed.
void add_why(const std::string& problem, const std::optional<opening::Why>& why, Json& json) {
  if (!problem.empty()) json["problem"] = problem;
  if (!why) return;
  Json values = Json::object();
  for (const auto& [name, value] : why->values) values[std::string(name)] = value;
  json["why"] = {{"code", why->code}, {"values", std::move(values)}};
}

Json case_json(const WaitingCase& one) {
  Json json = {{"id", one.listed.id},
               {"recording", one.listed.recording},
               {"opens", one.listed.opens},
               {"entry", one.listed.entry},
               {"checks", checks_json(one)},
               {"running", one.running},
               {"may_be_approved", one.may_be_approved},
               {"passes_by", one.passes_by}};
  if (one.asked) {
    json["purpose"] = one.asked->purpose;
    json["because"] = one.asked->because;
    json["asked"] = to_text(one.asked->asked);
    json["until"] = to_text(one.asked->until);
  }
  if (!one.asked_by.empty()) json["asked_by"] = one.asked_by;
  add_why(one.problem, one.why, json);
  if (one.recording) json["of"] = recording_json(*one.recording);
  return json;
}

Json ledger_json(const Watch::Seen& seen) {
  Json json = {{"state", !seen.problem.empty() ? "failed" : seen.ledger ? "good" : "reading"}};
  if (!seen.problem.empty()) json["problem"] = seen.problem;
  if (seen.ledger) {
    json["size"] = seen.ledger->read.checkpoint.size;
    json["cosigned"] = to_text(seen.ledger->read.cosigned);
    json["faulty"] = seen.ledger->faults.size();
  }
  return json;
}

Json pages_json(const Desk& desk, const Comparison& seen) {
  Json json = {{"own", to_hex(desk.pages.hash())},
               {"folder", desk.pages.folder().string()},
               {"verdict", name_of(seen.verdict)},
               {"differing", seen.differing}};
  if (!seen.served.empty()) json["served"] = seen.served;
  if (!seen.said.empty()) json["said"] = seen.said;
  if (seen.entry) json["entry"] = *seen.entry;
  if (!seen.problem.empty()) json["problem"] = seen.problem;
  return json;
}

Json keys_json(const Keyring& keys) {
  Json pins = Json::array();
  for (const note::PublicKeys& pin : keys.pins)
    pins.push_back({{"role", note::role_name(pin.role)}, {"name", pin.name}});
  Json json = {{"pins", std::move(pins)},
               {"opens", keys.identities.size()},
               {"approves", keys.can_approve()},
               {"verifies", keys.can_verify()}};
  if (keys.signer) json["signs"] = keys.signer->verifier().name();
  if (keys.party() != nullptr) json["party"] = keys.party()->name;
  return json;
}

Answer status(Desk& desk, const Request&) {
  desk.watch.want();
  const Watch::Seen seen = desk.watch.seen();
  Json json = {{"role", name_of(desk.role)},   {"server", desk.server.server()},
               {"keys", keys_json(desk.keys)}, {"pages", pages_json(desk, seen.pages)},
               {"ledger", ledger_json(seen)},  {"now", to_text(desk.clock.utc())}};
  if (const auto session = desk.server.session()) {
    json["account"] = session->account;
    json["signed_in_as"] = session->role;
  }
  return good(json::line_of(json));
}

Answer requests(Desk& desk, const Request& request) {
  const auto query = server::http::parse_query(request.head.query);
  if (!query) return problem(400, "query");
  desk.watch.want(query->contains("again"));
  const Watch::Seen seen = desk.watch.seen();
  Json list = Json::array();
  for (const WaitingCase& one : seen.cases) list.push_back(case_json(one));
  return good(json::line_of(Json{{"began", seen.began},
                                 {"busy", seen.busy},
                                 {"ledger", ledger_json(seen)},
                                 {"requests", std::move(list)},
                                 {"now", to_text(desk.clock.utc())}}));
}

// "ids", each once, and `because`.
struct Meant {
  std::vector<std::string> ids;
  std::string because;
};
std::optional<Meant> meant_in(const Request& request, bool with_reason) {
  auto members = Members::parse(request.body);
  if (!members) return std::nullopt;
  const auto ids = members->texts("ids", kMostIds, kLongest);
  std::optional<std::string> because = std::string();
  if (with_reason) because = members->text("because", kLongest);
  if (!ids || ids->empty() || !because || !members->finish()) return std::nullopt;
  for (const std::string& id : *ids)
    if (id.empty() || id.find_first_not_of("0123456789abcdef") != std::string::npos) return std::nullopt;
  return Meant{*ids, *because};
}

template <class Decide>
Answer decide(const Request& request, bool with_reason, const Decide& one_of_them) {
  const auto meant = meant_in(request, with_reason);
  if (!meant) return problem(400, "json");
  Json list = Json::array();
  for (const std::string& id : meant->ids) {
    const Watch::Decided decided = one_of_them(id, meant->because);
    Json one = {{"id", decided.request}, {"done", decided.done}};
    add_why(decided.problem, decided.why, one);
    list.push_back(std::move(one));
  }
  return good(json::line_of(Json{{"answers", std::move(list)}}));
}

std::optional<Wanted> wanted_in(const Request& request) {
  const auto pairs = server::http::parse_query_pairs(request.head.query);
  if (!pairs) return std::nullopt;
  Wanted wanted;
  for (const auto& [name, value] : *pairs) {
    if (name == "before") {
      const auto before = server::http::parse_count(value, std::uint64_t{1} << 62);
      if (!before) return std::nullopt;
      wanted.before = *before;
    } else if (name == "most") {
      const auto most = server::http::parse_count(value, kMostEntries);
      if (!most || *most == 0) return std::nullopt;
      wanted.most = static_cast<std::size_t>(*most);
    } else if (name == "kind" && wanted.kinds.size() < kMostKinds) {
      wanted.kinds.push_back(value);
    } else if (name == "search") {
      wanted.search = value;
    } else if (name == "language") {
      const auto language = words::language_of(value);
      if (!language) return std::nullopt;
      wanted.language = *language;
    } else {
      return std::nullopt;
    }
  }
  return wanted;
}

Answer entries(Desk& desk, const Request& request) {
  const auto wanted = wanted_in(request);
  if (!wanted) return problem(400, "parameter");
  desk.watch.want();
  const Watch::Seen seen = desk.watch.seen();
  if (!seen.ledger)
    return good(json::line_of(Json{{"state", seen.problem.empty() ? "reading" : "failed"},
                                   {"problem", seen.problem.empty() ? Json() : Json(seen.problem)}}));
  return good(entries_json(*seen.ledger, *wanted));
}

Answer agreements(Desk& desk, const Request&) {
  desk.watch.want();
  const Watch::Seen seen = desk.watch.seen();
  Json list = Json::array();
  const agreement::Terms* before = nullptr;
  for (const RegisteredAgreement& one : seen.agreements) {
    Json json = {
        {"hash", one.hash}, {"id", one.id}, {"entry", one.entry}, {"valid", one.agreement != nullptr}};
    if (!one.problem.empty()) json["problem"] = one.problem;
    if (!one.withdrawn_by.empty()) json["withdrawn_by"] = one.withdrawn_by;
    if (one.agreement) json.update(agreement_json(*one.agreement, before));
    if (one.agreement) before = &one.agreement->terms();
    list.push_back(std::move(json));
  }
  return good(json::line_of(Json{{"began", seen.began}, {"agreements", std::move(list)}}));
}

// {"text"} or {"text", "hash"}.
struct Text {
  std::string text, hash;
};
std::optional<Text> text_in(const Request& request, bool with_hash) {
  auto members = Members::parse(request.body);
  if (!members) return std::nullopt;
  auto text = members->lines("text", kLargestText);
  std::optional<std::string> hash = std::string();
  if (with_hash) hash = members->text("hash", kLongest);
  if (!text || !hash || !members->finish()) return std::nullopt;
  return Text{*std::move(text), *std::move(hash)};
}

Answer withdraw(Desk& desk, const Request& request) {
  auto members = Members::parse(request.body);
  if (!members) return problem(400, "json");
  const auto hash = members->text("agreement", kLongest), word = members->text("word", kLongest),
             reason = members->text("reason", kLongest);
  if (!hash || !word || !members->finish()) return problem(400, "json");
  for (const RegisteredAgreement& one : desk.watch.seen().agreements) {
    if (one.hash != *hash || !one.agreement) continue;
    const auto done = desk.signing.withdraw(*one.agreement, *word, reason.value_or(""));
    desk.watch.want(true);
    return good_or_problem(done);
  }
  return problem(404, "no-such-agreement");
}

Route route(const char* method, const char* path, std::size_t largest, server::http::Handle handle) {
  return {method, path, {Role::kAnybody}, largest, std::move(handle)};
}

void add_passed_on(Upstream& server, std::vector<Route>& into) {
  const server::http::Handle pass = [&server](const Request& request) { return server.pass_on(request); };
  for (const char* folder : {"/v1", "/ledger"}) {
    std::string path = folder;
    for (int depth = 0; depth < kDeepest; ++depth) {
      path += fmt::format("/{{p{}}}", depth);
      for (const char* method : {"GET", "POST", "PUT", "DELETE"})
        into.push_back({method, path, {Role::kAnybody}, kLargestPassedOn, pass});
    }
  }
}

void add_union_routes(Desk& desk, std::vector<Route>& into) {
  const auto add = [&](const char* method, const char* path, std::size_t largest, auto handle) {
    into.push_back(route(method, path, largest, handle));
  };
  add("GET", "/room/requests", 0, [&desk](const Request& r) { return requests(desk, r); });
  add("POST", "/room/approve", kLargestAsked, [&desk](const Request& r) {
    return decide(r, false,
                  [&](const std::string& id, const std::string&) { return desk.watch.approve(id); });
  });
  add("POST", "/room/refuse", kLargestAsked, [&desk](const Request& r) {
    return decide(r, true, [&](const std::string& id, const std::string& because) {
      return desk.watch.refuse(id, because);
    });
  });
  add("GET", "/room/ledger", 0, [&desk](const Request& r) { return entries(desk, r); });
  add("POST", "/room/withdraw", kLargestAsked, [&desk](const Request& r) { return withdraw(desk, r); });
  add("GET", "/room/roster", 0, [&desk](const Request&) { return good_or_problem(desk.signing.roster()); });
  add("POST", "/room/roster/look", kLargestText, [&desk](const Request& r) {
    const auto text = text_in(r, false);
    return text ? good_or_problem(desk.signing.look_at_roster(text->text)) : problem(400, "json");
  });
  add("POST", "/room/roster/sign", kLargestText, [&desk](const Request& r) {
    const auto text = text_in(r, true);
    return text ? good_or_problem(desk.signing.sign_roster(text->text, text->hash)) : problem(400, "json");
  });
  add("GET", "/room/agreements", 0, [&desk](const Request& r) { return agreements(desk, r); });
  add("POST", "/room/agreements/look", kLargestText, [&desk](const Request& r) {
    const auto text = text_in(r, false);
    return text ? good_or_problem(desk.signing.look_at_agreement(text->text, desk.watch.seen().agreements))
                : problem(400, "json");
  });
  add("POST", "/room/agreements/sign", kLargestText, [&desk](const Request& r) {
    const auto text = text_in(r, true);
    return text ? good_or_problem(desk.signing.sign_agreement(text->text, text->hash)) : problem(400, "json");
  });
}

}  // namespace

const char* name_of(RoomRole role) {
  switch (role) {
    case RoomRole::kUnion:
      return "union";
    case RoomRole::kReviewer:
      return "reviewer";
    case RoomRole::kAgent:
      return "agent";
  }
  return "";
}

std::vector<Route> room_routes(Desk& desk) {
  std::vector<Route> all;
  all.push_back(route("POST", "/room/enter", kLargestAsked,
                      [&desk](const Request& request) { return desk.gate.enter(request); }));
  all.push_back(route("GET", "/room/status", 0, [&desk](const Request& r) { return status(desk, r); }));
  if (desk.role == RoomRole::kUnion) add_union_routes(desk, all);
  add_passed_on(desk.server, all);
  return all;
}

}  // namespace insyn::room
