#include "server/access/asking.h"

#include "opening/asked.h"
#include "recording/format/layout.h"
#include "server/access/asked_row.h"
#include "server/accounts/transact.h"
#include "server/http/query.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using http::Request;
using json::Json;

// How far a client's clock may be from this server's.
constexpr std::chrono::minutes kClockTolerance{5};
constexpr std::uint64_t kMostRequestsInList = 200;
// Of a request's id, which is made of its note: the same note asks once.
constexpr std::size_t kIdDigits = 32;

ledger::Opens opened_by(http::Role role) {
  return role == http::Role::kAnalyst ? ledger::Opens::kEvents : ledger::Opens::kPictures;
}

Result<bool> has_key_file(Transaction& transaction, const std::string& recording, ledger::Opens opens) {
  const char* name = opens == ledger::Opens::kPictures ? recording::kKey : recording::kEventsKey;
  TRY_ASSIGN(const auto rows,
             transaction.query("SELECT name FROM key_files WHERE recording = :recording AND name = :name",
                               {recording, std::string(name)}));
  return !rows.empty();
}

class Asking {
 public:
  Asking(const Desk& desk, const Request& request, Transaction& transaction)
      : desk_(desk), request_(request), transaction_(transaction) {}

  Result<Answer> ask() {
    const auto note = note::parse(request_.body);
    if (!note) return problem(400, "note");
    const auto said = opening::parse_request(note->text);
    if (!said) return problem(400, "request");
    if (said->opens != opened_by(request_.caller.role)) return problem(403, "opens");
    const std::string id = to_hex(sha256(view_of(request_.body))).substr(0, kIdDigits);
    TRY_ASSIGN(const auto before, find_asked(transaction_, id));
    if (before)
      return before->account == request_.caller.id ? answer(id, before->entry)
                                                   : problem(403, "another-account");
    TRY_ASSIGN(auto found, find_stored(transaction_, said->recording));
    if (!found.value) return std::move(found.refusal);
    const Stored& stored = *found.value;
    TRY_ASSIGN(const agreement::Agreement agreement, desk_.agreement(transaction_, stored.agreement));
    const auto asked = opening::verify_request(request_.body, agreement);
    if (!asked) return problem(403, "not-vouched");
    if (const auto refused = refusal_in_time(asked->request, stored)) return *refused;
    TRY_ASSIGN(const bool there, has_key_file(transaction_, stored.id, said->opens));
    if (!there) return problem(409, "nothing-to-open");
    return enter(id, *asked);
  }

 private:
  std::optional<Answer> refusal_in_time(const opening::Request& asked, const Stored& stored) const {
    const Utc now = desk_.clock.utc();
    if (asked.asked > now + kClockTolerance || asked.asked < now - kClockTolerance)
      return problem(422, "clock");
    if (asked.until.time_since_epoch().count() > stored.kept_until) return problem(422, "until");
    return std::nullopt;
  }

  Result<Answer> enter(const std::string& id, const opening::Asked& asked) {
    const opening::Request& said = asked.request;
    const ledger::Salt salt = ledger::Salt::random();
    const ledger::OpeningRequested entry{ledger::salted(salt, view_of(said.recording)),
                                         said.opens,
                                         ledger::salted(salt, view_of(said.reader)),
                                         ledger::salted(salt, view_of(request_.body)),
                                         said.purpose,
                                         said.until};
    TRY_ASSIGN(const std::uint64_t number, desk_.log.append(transaction_, entry, Kept{salt, said.recording}));
    TRY(transaction_.execute(
        "INSERT INTO requests (id, recording, account, state, opens, purpose, note, asked, until, entry) "
        "VALUES "
        "(:id, :recording, :account, 'asked', :opens, :purpose, :note, :asked, :until, :entry)",
        {id, said.recording, request_.caller.id, std::string(name_of(said.opens)), said.purpose,
         request_.body, desk_.now(), said.until.time_since_epoch().count(),
         static_cast<std::int64_t>(number)}));
    return answer(id, static_cast<std::int64_t>(number));
  }

  static Answer answer(const std::string& id, std::int64_t entry) {
    Json body;
    body["id"] = id;
    body["entry"] = entry;
    return json_answer(body);
  }

  const Desk& desk_;
  const Request& request_;
  Transaction& transaction_;
};

struct RequestFilter {
  std::string state;
  std::int64_t after_asked = 0;
  std::string after_id;
  std::uint64_t most = 100;
};

bool take(const std::string& name, const std::string& value, RequestFilter& filter) {
  if (name == "state") {
    filter.state = value;
    return value == "asked" || value == "approved" || value == "refused";
  }
  if (name == "after") {
    const std::size_t dot = std::min(value.find('.'), value.size());
    const auto asked = http::parse_count(value.substr(0, dot), std::uint64_t{1} << 62);
    filter.after_asked = static_cast<std::int64_t>(asked.value_or(0));
    filter.after_id = value.substr(std::min(dot + 1, value.size()));
    return asked && recording::is_recording_id(filter.after_id);
  }
  if (name != "most") return false;
  filter.most = http::parse_count(value, kMostRequestsInList).value_or(0);
  return filter.most > 0;
}

std::optional<RequestFilter> parse_request_filter(const std::string& query) {
  const auto all = http::parse_query(query);
  if (!all) return std::nullopt;
  RequestFilter filter;
  for (const auto& [name, value] : *all)
    if (!take(name, value, filter)) return std::nullopt;
  return filter;
}

// Whether there is audio that is opened by what it asks for.
Result<bool> hears(Transaction& transaction, const AskedRow& asked) {
  if (asked.opens != name_of(recording::PeelKind::kPictures)) return false;
  return has_audio(transaction, asked.recording);
}

void add_notes(const AskedRow& asked, Json& body) {
  body["note"] = asked.note;
  if (!asked.answer_note.empty()) body["answer"] = asked.answer_note;
}

// The oldest first.
Answer list_requests(const Desk& desk, const Request& request) {
  const auto filter = parse_request_filter(request.head.query);
  if (!filter) return problem(400, "query");
  std::string where = "asked >= :asked AND (asked > :same OR id > :id)";
  std::vector<Value> values = {filter->after_asked, filter->after_asked, filter->after_id};
  const auto only = [&](const char* condition, const std::string& value) {
    where += condition;
    values.push_back(value);
  };
  if (!filter->state.empty()) only(" AND state = :state", filter->state);
  if (request.caller.role != http::Role::kUnion) only(" AND account = :account", request.caller.id);
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(const auto rows,
               transaction.query(fmt::format("SELECT {} FROM requests WHERE {} ORDER BY asked, id LIMIT {}",
                                             kAskedColumns, where, filter->most + 1),
                                 values));
    Json body;
    body["requests"] = Json::array();
    for (const Row& row : rows) {
      const AskedRow one = asked_of(row);
      if (body["requests"].size() == filter->most) {
        const AskedRow last = asked_of(rows[filter->most - 1]);
        body["next"] = fmt::format("{}.{}", last.asked, last.id);
        break;
      }
      Json listed = told(one, desk.now());
      add_notes(one, listed);
      TRY_ASSIGN(listed["audio"], hears(transaction, one));
      body["requests"].push_back(std::move(listed));
    }
    return json_answer(body);
  });
}

// With its notes, and the salt by which its entry can be checked.
Answer one(const Desk& desk, const Request& request) {
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(const auto asked, find_asked(transaction, request.parameters.at("id")));
    const bool may =
        asked && (request.caller.role == http::Role::kUnion || asked->account == request.caller.id);
    if (!may) return problem(404, "no-such-request");
    TRY_ASSIGN(const Log::Stood stood, desk.log.at(transaction, static_cast<std::uint64_t>(asked->entry)));
    Json body = told(*asked, desk.now());
    add_notes(*asked, body);
    TRY_ASSIGN(body["audio"], hears(transaction, *asked));
    if (stood.kept) body["salt"] = to_hex(stood.kept->salt.bytes);
    return json_answer(body);
  });
}

}  // namespace

std::vector<http::Route> asking_routes(const Desk& desk) {
  const std::vector<http::Role> askers = {http::Role::kReviewer, http::Role::kAnalyst};
  const std::vector<http::Role> all = {http::Role::kReviewer, http::Role::kAnalyst, http::Role::kUnion};
  const auto ask = [desk](const Request& request) {
    return desk.published(answer_writing(
        desk.database, [&](Transaction& transaction) { return Asking(desk, request, transaction).ask(); }));
  };
  return {{"POST", "/v1/requests", askers, opening::kLargestOpeningNote, http::Handle(ask)},
          {"GET", "/v1/requests", all, 0,
           http::Handle([desk](const Request& request) { return list_requests(desk, request); })},
          {"GET", "/v1/requests/{id}", all, 0,
           http::Handle([desk](const Request& request) { return one(desk, request); })}};
}

}  // namespace insyn::server
