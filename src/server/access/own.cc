#include "server/access/own.h"

#include "agreement/discard_right.h"
#include "http_signature/signature.h"
#include "note/recipient.h"
#include "opening/asked.h"
#include "recording/format/layout.h"
#include "roster/presence.h"
#include "server/access/asked_row.h"
#include "server/access/blob_range.h"
#include "server/access/files.h"
#include "server/access/listing.h"
#include "server/accounts/session_routes.h"
#include "server/accounts/transact.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using http::Request;
using json::Json;

constexpr std::uint64_t kLargestProof = 2 << 10;
constexpr std::size_t kLongestName = 200;

// What a session's agent signs: another number for each session.
std::string challenge_of(const Request& request) {
  const auto session = session_of(request.head);
  return session ? to_hex(sha256(view_of("insyn own " + to_hex(*session)))) : "";
}

// Whether it came with a signature instead of a session: of agents none but those on the roster are then let
// in, and the caller's id is that of the key.
bool is_by_key(const Request& request) {
  return http_signature::value_of(request.head, "signature-input").has_value();
}

// An agent, as the roster names one, and a key of theirs.
struct Listed {
  std::string agent;  // the pseudonym
  std::string key;    // "age1…"
};

class Own {
 public:
  Own(const Desk& desk, const Request& request, Transaction& transaction)
      : desk_(desk), request_(request), transaction_(transaction) {}

  Result<Answer> prove(const std::string& name, const std::string& signature) {
    TRY_ASSIGN(const auto agent, on_roster(name));
    if (!agent) return problem(403, "not-on-the-roster");
    for (const roster::AgentKey& key : agent->keys) {
      roster::Agent with_one_key = *agent;
      with_one_key.keys = {key};
      if (!roster::check_presence(with_one_key, challenge_of(request_), signature)) continue;
      TRY(transaction_.execute("UPDATE accounts SET agent = :agent, agent_key = :key WHERE name = :name",
                               {name, key.age, request_.caller.id}));
      return json_answer({{"agent", name}});
    }
    return problem(403, "not-its-key");
  }

  // Whose account it is. Nothing where nobody has shown it, or where the key is no longer on the roster.
  Result<std::optional<Listed>> proven() {
    if (is_by_key(request_)) return with_key(request_.caller.id);
    TRY_ASSIGN(const auto rows, transaction_.query("SELECT agent, agent_key FROM accounts WHERE name = :name",
                                                   {request_.caller.id}));
    if (rows.empty() || is_null(rows[0][0])) return std::nullopt;
    Listed listed{text(rows[0][0]), text(rows[0][1])};
    TRY_ASSIGN(const auto agent, on_roster(listed.agent));
    if (!agent) return std::nullopt;
    for (const roster::AgentKey& key : agent->keys)
      if (key.age == listed.key) return listed;
    return std::nullopt;
  }

  // The agent's, of this id. An answer where it is not.
  Result<FoundOrAnswer<Stored>> find(Listed& listed) {
    using Found = FoundOrAnswer<Stored>;
    TRY_ASSIGN(const auto who, proven());
    if (!who) return Found(problem(403, "not-proven"));
    listed = *who;
    TRY_ASSIGN(auto found, find_stored(transaction_, request_.parameters.at("id")));
    // That another agent's was discarded is none of this one's business either.
    if (!found.value || found.value->agent != who->agent) return Found(problem(404, "no-such-recording"));
    return found;
  }

  Result<Answer> describe() {
    Listed listed;
    TRY_ASSIGN(auto found, find(listed));
    if (!found.value) return std::move(found.refusal);
    const Stored& stored = *found.value;
    Json body = server::own(stored);
    TRY_ASSIGN(const agreement::Agreement agreement, desk_.agreement(transaction_, stored.agreement));
    const Utc began(std::chrono::milliseconds(stored.began));
    body["discard_until"] = to_text(agreement::discard_until(began, agreement.terms()));
    TRY_ASSIGN(body["files"], file_names_of(transaction_, stored));
    TRY_ASSIGN(body["audio"], has_audio(transaction_, stored.id));
    TRY_ASSIGN(body["openings"], openings(stored, agreement));
    return json_answer(body);
  }

  Result<Answer> file() {
    TRY(desk_.log.may_grow(transaction_));
    Listed listed;
    TRY_ASSIGN(auto found, find(listed));
    if (!found.value) return std::move(found.refusal);
    const std::string& name = request_.parameters.at("name");
    TRY_ASSIGN(auto content, file_of(transaction_, *found.value, name));
    // The parties' key files are not the agent's.
    if (!content || name == recording::kKey || name == recording::kEventsKey || name == recording::kCallsKey)
      return problem(404, "no-such-file");
    return text_answer(*std::move(content), "application/octet-stream");
  }

  Result<Answer> begin_reading(std::optional<Stored>& stored) {
    Listed listed;
    TRY_ASSIGN(auto found, find(listed));
    if (!found.value) return std::move(found.refusal);
    stored = *std::move(found.value);
    TRY_ASSIGN(const bool begun, has_begun(stored->id));
    if (begun) return json_answer(Json::object());
    const ledger::Salt salt = ledger::Salt::random();
    const ledger::OwnReadingBegun entry{ledger::salted(salt, view_of(stored->id)),
                                        ledger::salted(salt, view_of(listed.key))};
    TRY_ASSIGN(const std::uint64_t number, desk_.log.append(transaction_, entry, Kept{salt, stored->id}));
    TRY(transaction_.execute("DELETE FROM own_readings WHERE recording = :recording AND account = :account",
                             {stored->id, request_.caller.id}));
    TRY(transaction_.execute(
        "INSERT INTO own_readings (recording, account, entry, at) VALUES (:recording, :account, :entry, :at)",
        {stored->id, request_.caller.id, static_cast<std::int64_t>(number), desk_.now()}));
    return json_answer(Json::object());
  }

  Result<bool> has_begun(const std::string& recording) {
    TRY_ASSIGN(const auto rows,
               transaction_.query("SELECT at FROM own_readings WHERE recording = :recording AND account = "
                                  ":account",
                                  {recording, request_.caller.id}));
    return !rows.empty() &&
           desk_.now() - number(rows[0][0]) < std::chrono::milliseconds(kOwnReadingLasts).count();
  }

 private:
  // The newest version of each roster.
  Result<std::vector<roster::Roster>> rosters() {
    TRY_ASSIGN(
        const auto rows,
        transaction_.query("SELECT note FROM rosters r WHERE version = (SELECT MAX(version) FROM rosters "
                           "WHERE id = r.id)"));
    std::vector<roster::Roster> all;
    for (const Row& row : rows) {
      TRY_ASSIGN(const note::Note note, note::parse(text(row[0])));
      TRY_ASSIGN(roster::Roster roster, roster::parse_roster(note.text));
      all.push_back(std::move(roster));
    }
    return all;
  }
  Result<std::optional<roster::Agent>> on_roster(const std::string& name) {
    TRY_ASSIGN(const auto all, rosters());
    for (const roster::Roster& roster : all)
      for (const roster::Agent& agent : roster.agents)
        if (agent.name == name) return agent;
    return std::nullopt;
  }
  // The agent who has the key with this id.
  Result<std::optional<Listed>> with_key(const std::string& key_id) {
    TRY_ASSIGN(const auto all, rosters());
    for (const roster::Roster& roster : all)
      for (const roster::Agent& agent : roster.agents)
        for (const roster::AgentKey& key : agent.keys)
          if (http_signature::key_id_of(key.sign) == key_id) return Listed{agent.name, key.age};
    return std::nullopt;
  }

  // Everybody who has asked to open it, and what became of it.
  Result<Json> openings(const Stored& stored, const agreement::Agreement& agreement) {
    TRY_ASSIGN(const auto rows,
               transaction_.query(
                   fmt::format("SELECT {} FROM requests WHERE recording = :recording ORDER BY asked, id",
                               kAskedColumns),
                   {stored.id}));
    Json all = Json::array();
    for (const Row& row : rows) {
      const AskedRow asked = asked_of(row);
      const auto verified = opening::verify_request(asked.note, agreement);
      Json one = told(asked, desk_.now());
      one.erase("recording");
      if (verified) {
        one["by"] = verified->asked_by;
        one["because"] = verified->request.because;
      }
      all.push_back(std::move(one));
    }
    return all;
  }

  const Desk& desk_;
  const Request& request_;
  Transaction& transaction_;
};

Answer challenge(const Desk&, const Request& request) {
  if (is_by_key(request)) return problem(403, "not-proven");
  return json_answer({{"nonce", challenge_of(request)}});
}

Answer prove(const Desk& desk, const Request& request) {
  // There is no account to be shown anything of.
  if (is_by_key(request)) return problem(403, "not-proven");
  auto members = json::Members::parse(request.body);
  if (!members) return problem(400, "json");
  const auto agent = members->text("agent", kLongestName);
  const auto signature = members->text("signature", kLargestProof);
  if (!agent || !signature || !members->finish()) return problem(400, "json");
  return answer_writing(desk.database, [&](Transaction& transaction) {
    return Own(desk, request, transaction).prove(*agent, *signature);
  });
}

Answer own_list(const Desk& desk, Catalogue& catalogue, const Request& request) {
  std::optional<Listed> who;
  const Answer known = answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(who, Own(desk, request, transaction).proven());
    return who ? json_answer(Json::object()) : problem(403, "not-proven");
  });
  return known.status >= 400 ? known : list_own(desk, catalogue, request.head.query, who->agent);
}

Answer describe(const Desk& desk, const Request& request) {
  return answer_reading(desk.database,
                        [&](Transaction& transaction) { return Own(desk, request, transaction).describe(); });
}

Answer own_file(const Desk& desk, const Request& request) {
  return answer_reading(desk.database,
                        [&](Transaction& transaction) { return Own(desk, request, transaction).file(); });
}

Answer own_chunks(const Desk& desk, const Request& request) {
  std::optional<Stored> stored;
  Answer answer = begin_own_reading(desk, request, stored);
  if (answer.status >= 400) return answer;
  const auto listed = chunks_of(*stored);
  if (!listed) return answer_to(listed.error());
  return answer_with_range(desk, request, ReadableChunks(*listed, [](recording::ChunkKind) { return true; }),
                           chunks_blob_of(stored->id));
}

}  // namespace

Result<FoundOrAnswer<Stored>> find_own(const Desk& desk, const Request& request, Transaction& transaction) {
  TRY(desk.log.may_grow(transaction));
  Listed listed;
  return Own(desk, request, transaction).find(listed);
}

Answer begin_own_reading(const Desk& desk, const Request& request, std::optional<Stored>& stored) {
  bool begun = false;
  Answer answer = answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY(desk.log.may_grow(transaction));
    Own own(desk, request, transaction);
    Listed listed;
    TRY_ASSIGN(auto found, own.find(listed));
    if (!found.value) return std::move(found.refusal);
    stored = *std::move(found.value);
    TRY_ASSIGN(begun, own.has_begun(stored->id));
    return json_answer(Json::object());
  });
  if (answer.status >= 400 || begun) return answer;
  return desk.published(answer_writing(desk.database, [&](Transaction& transaction) {
    return Own(desk, request, transaction).begin_reading(stored);
  }));
}

std::vector<http::Route> own_routes(const Desk& desk, Catalogue& catalogue) {
  const std::vector<http::Role> who = {http::Role::kAgent};
  const auto handle = [&](Answer (*what)(const Desk&, const Request&)) {
    return http::Handle([desk, what](const Request& request) { return what(desk, request); });
  };
  return {{"GET", "/v1/own/challenge", who, 0, handle(&challenge)},
          {"POST", "/v1/own/proof", who, kLargestProof, handle(&prove)},
          {"GET", "/v1/own/recordings", who, 0, http::Handle([desk, &catalogue](const Request& request) {
             return own_list(desk, catalogue, request);
           })},
          {"GET", "/v1/own/recordings/{id}", who, 0, handle(&describe)},
          {"GET", "/v1/own/recordings/{id}/files/{name}", who, 0, handle(&own_file)},
          {"GET", "/v1/own/recordings/{id}/chunks", who, 0, handle(&own_chunks)}};
}

}  // namespace insyn::server
