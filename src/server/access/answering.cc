#include "server/access/answering.h"

#include "opening/asked.h"
#include "recording/format/layout.h"
#include "recording/format/note_text.h"
#include "server/access/asked_row.h"
#include "server/accounts/transact.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using http::Request;
using json::Json;
using json::Members;

constexpr std::size_t kMostAtOnce = 100;
constexpr std::size_t kLargestKey = 64 << 10;  // of a key file in base64
constexpr std::uint64_t kLargestOne = 2 * opening::kLargestOpeningNote * 2 + kLargestKey;
constexpr std::uint64_t kLargestBatch = kLargestOne * kMostAtOnce / 4;

// What the union hands in.
struct HandedIn {
  std::string request;   // its id
  std::string approval;  // the note
  std::string peel;      // peel.note
  std::string key;       // the sealed key file in base64
};

std::optional<HandedIn> read(Members members, std::string request) {
  HandedIn all;
  all.request = request.empty() ? members.text("request", 64).value_or("") : std::move(request);
  all.approval = members.lines("approval", opening::kLargestOpeningNote).value_or("");
  all.peel = members.lines("peel", opening::kLargestOpeningNote).value_or("");
  all.key = members.text("key", kLargestKey).value_or("");
  if (!members.finish() || all.request.empty() || all.approval.empty() || all.peel.empty() || all.key.empty())
    return std::nullopt;
  return all;
}

class Answering {
 public:
  Answering(const Desk& desk, Transaction& transaction) : desk_(desk), transaction_(transaction) {}

  Result<Answer> approve(const HandedIn& in) {
    TRY_ASSIGN(auto open, find_open(in.request));
    if (!open.value) return std::move(open.refusal);
    const Open& one = *open.value;
    const auto by = opening::union_that_signed(in.approval, one.agreement);
    if (!by) return problem(403, "not-the-union");
    const auto approval = opening::verify_approval(in.approval, sha256(view_of(one.asked.note)),
                                                   one.asked.recording, *by->verifier);
    if (!approval || static_cast<std::int64_t>(approval->entry) != one.asked.entry)
      return problem(403, "approval");
    if (!fits(in, one, *by->verifier)) return problem(403, "peel");
    const ledger::Salt salt = ledger::Salt::random();
    const ledger::RequestApproved entry{{static_cast<std::uint64_t>(one.asked.entry)},
                                        by->name,
                                        approval->by,
                                        ledger::salted(salt, view_of(in.approval))};
    TRY_ASSIGN(const std::uint64_t number,
               desk_.log.append(transaction_, entry, Kept{salt, one.asked.recording}));
    TRY(transaction_.execute(
        "UPDATE requests SET state = 'approved', answer_note = :answer, answered = :now, approval_entry = "
        ":entry, "
        "peel_note = :peel, peel_key = :key WHERE id = :id",
        {in.approval, desk_.now(), static_cast<std::int64_t>(number), in.peel, in.key, one.asked.id}));
    Json body;
    body["entry"] = number;
    return json_answer(body);
  }

  Result<Answer> refuse(const std::string& request, const std::string& note) {
    TRY_ASSIGN(auto open, find_open(request));
    if (!open.value) return std::move(open.refusal);
    const Open& one = *open.value;
    const auto by = opening::union_that_signed(note, one.agreement);
    if (!by) return problem(403, "not-the-union");
    const auto refusal =
        opening::verify_refusal(note, sha256(view_of(one.asked.note)), one.asked.recording, *by->verifier);
    if (!refusal) return problem(403, "refusal");
    TRY(transaction_.execute(
        "UPDATE requests SET state = 'refused', answer_note = :answer, answered = :now WHERE id = :id",
        {note, desk_.now(), one.asked.id}));
    return json_answer(Json::object());
  }

 private:
  // A request that can be answered.
  struct Open {
    AskedRow asked;
    Stored stored;
    agreement::Agreement agreement;
  };

  Result<FoundOrAnswer<Open>> find_open(const std::string& id) {
    using Found = FoundOrAnswer<Open>;
    TRY_ASSIGN(auto asked, find_asked(transaction_, id));
    if (!asked) return Found(problem(404, "no-such-request"));
    if (asked->state != "asked") return Found(problem(409, "answered"));
    if (asked->is_over(desk_.now())) return Found(problem(409, "expired"));
    TRY_ASSIGN(auto stored, find_stored(transaction_, asked->recording));
    if (!stored.value) return Found(std::move(stored.refusal));
    Stored& recording = *stored.value;
    TRY_ASSIGN(agreement::Agreement agreement, desk_.agreement(transaction_, recording.agreement));
    return Found(Open{*std::move(asked), std::move(recording), std::move(agreement)});
  }

  // That what was peeled is this recording's, for this request, and whole.
  static bool fits(const HandedIn& in, const Open& one, const note::Verifier& union_key) {
    const auto text = recording::verified_text(in.peel, union_key);
    if (!text) return false;
    const auto peel = recording::parse_peel(*text);
    const auto note = note::parse(one.asked.note);
    const auto key = from_base64(in.key, Padding::kRequired);
    if (!peel || !note || !key) return false;
    const auto request = opening::parse_request(note->text);
    if (!request) return false;
    const bool list_fits = peel->closing_hash
                               ? *peel->closing_hash == sha256(view_of(one.stored.closing_note))
                               : *peel->journal_hash == sha256(view_of(one.stored.journal));
    return peel->id == one.stored.id && name_of(peel->kind) == name_of(request->opens) &&
           peel->request == request->request && peel->key_file.sha256 == sha256(*key) &&
           peel->opening_hash == sha256(view_of(one.stored.opening_note)) && list_fits;
  }

  const Desk& desk_;
  Transaction& transaction_;
};

Answer approve(const Desk& desk, const HandedIn& in) {
  return answer_writing(desk.database,
                        [&](Transaction& transaction) { return Answering(desk, transaction).approve(in); });
}

Answer approve_one(const Desk& desk, const Request& request) {
  auto members = Members::parse(request.body);
  if (!members) return problem(400, "json");
  const auto in = read(*std::move(members), request.parameters.at("id"));
  return in ? desk.published(approve(desk, *in)) : problem(400, "json");
}

// Each in a transaction of its own: that one cannot be approved keeps none of the others.
Answer approve_many(const Desk& desk, const Request& request) {
  auto members = Members::parse(request.body);
  if (!members) return problem(400, "json");
  auto list = members->objects("approvals", kMostAtOnce);
  if (!list || !members->finish()) return problem(400, "json");
  std::vector<HandedIn> all;
  for (Members& one : *list) {
    auto in = read(std::move(one), "");
    if (!in) return problem(400, "json");
    all.push_back(*std::move(in));
  }
  Json body;
  body["answers"] = Json::array();
  for (const HandedIn& in : all) {
    const Answer answer = approve(desk, in);
    Json one = Json::parse(answer.body, nullptr, false);
    one["request"] = in.request;
    one["status"] = answer.status;
    body["answers"].push_back(std::move(one));
  }
  return desk.published(json_answer(body));
}

Answer refuse(const Desk& desk, const Request& request) {
  return answer_writing(desk.database, [&](Transaction& transaction) {
    return Answering(desk, transaction).refuse(request.parameters.at("id"), request.body);
  });
}

}  // namespace

std::vector<http::Route> answering_routes(const Desk& desk) {
  const std::vector<http::Role> who = {http::Role::kUnion};
  const auto handle = [&](Answer (*what)(const Desk&, const Request&)) {
    return http::Handle([desk, what](const Request& request) { return what(desk, request); });
  };
  return {{"POST", "/v1/requests/{id}/approval", who, kLargestOne, handle(&approve_one)},
          {"POST", "/v1/approvals", who, kLargestBatch, handle(&approve_many)},
          {"POST", "/v1/requests/{id}/refusal", who, opening::kLargestOpeningNote, handle(&refuse)}};
}

}  // namespace insyn::server
