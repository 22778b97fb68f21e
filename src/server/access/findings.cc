#include "server/access/findings.h"

#include "recording/format/layout.h"
#include "server/access/asked_row.h"
#include "server/accounts/transact.h"
#include "server/erasure/erasure.h"
#include "server/http/query.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using http::Request;
using json::Json;

// How every file of age's begins: what does not is not sealed.
constexpr std::string_view kAgeHead = "age-encryption.org/v1\n";
constexpr std::uint64_t kSpaceForMembers = 512;

constexpr std::size_t in_base64(std::size_t bytes) { return (bytes + 2) / 3 * 4; }

bool is_sealed(const std::string& base64, std::size_t most) {
  const auto bytes = from_base64(base64, Padding::kRequired);
  return bytes && bytes->size() <= most && text_of(*bytes).starts_with(kAgeHead);
}

struct FindingIn {
  std::string recording;               // empty where a finding is changed
  std::string note;                    // in base64, as the picture
  std::optional<std::string> picture;  // nothing: it is not spoken of; empty: there is none
};

// Nothing where it is not as it should be.
std::optional<FindingIn> read_finding(const std::string& body, bool is_new) {
  auto members = json::Members::parse(body);
  if (!members) return std::nullopt;
  FindingIn in;
  if (is_new) in.recording = members->text("recording", 64).value_or("");
  in.note = members->text("note", in_base64(kLargestFindingNote)).value_or("");
  if (members->take_null("picture"))
    in.picture = "";
  else
    in.picture = members->text("picture", in_base64(kLargestFindingPicture));
  if (!members->finish() || !is_sealed(in.note, kLargestFindingNote)) return std::nullopt;
  if (is_new && (!recording::is_recording_id(in.recording) || !in.picture)) return std::nullopt;
  const bool has_picture = in.picture && !in.picture->empty();
  if (has_picture && !is_sealed(*in.picture, kLargestFindingPicture)) return std::nullopt;
  return in;
}

struct Finding {
  std::string id, account, day, note;
  std::optional<std::string> recording;
  bool has_picture = false;
};

constexpr const char* kFindingColumns =
    "id, recording, account, day, note, (SELECT COUNT(*) FROM finding_pictures WHERE finding = findings.id)";

Finding finding_of(const Row& row) {
  Finding one;
  one.id = text(row[0]);
  if (!is_null(row[1])) one.recording = text(row[1]);
  one.account = text(row[2]);
  one.day = text(row[3]);
  one.note = text(row[4]);
  one.has_picture = number(row[5]) > 0;
  return one;
}

Json told_finding(const Finding& one, const Request& request) {
  return {{"id", one.id},
          {"recording", one.recording ? Json(*one.recording) : Json()},
          {"day", one.day},
          {"note", one.note},
          {"has_picture", one.has_picture},
          {"own", one.account == request.caller.id}};
}

class Findings {
 public:
  Findings(const Desk& desk, const Request& request, Transaction& transaction)
      : desk_(desk), request_(request), transaction_(transaction) {}

  Result<Answer> add(const FindingIn& in) {
    TRY_ASSIGN(auto reading, find_reading(in.recording));
    if (!reading.value) return std::move(reading.refusal);
    TRY_ASSIGN(const auto count,
               transaction_.query("SELECT COUNT(*) FROM findings WHERE recording = :id", {in.recording}));
    if (number(count[0][0]) >= kMostFindingsOfARecording) return problem(409, "too-many");
    TRY_ASSIGN(const std::uint64_t entry, report(*reading.value, in));
    const std::string id = recording::new_recording_id();
    TRY(transaction_.execute(
        "INSERT INTO findings (id, recording, account, day, note) VALUES (:id, :recording, :account, :day, "
        ":note)",
        {id, in.recording, request_.caller.id, to_text(desk_.clock.utc()).substr(0, 10), in.note}));
    TRY(put_picture(id, *in.picture));
    return json_answer({{"id", id}, {"entry", entry}});
  }

  Result<Answer> change(const FindingIn& in) {
    TRY_ASSIGN(auto own, find_own());
    if (!own.value) return std::move(own.refusal);
    const Finding& finding = *own.value;
    Json body = Json::object();
    if (in.picture && !in.picture->empty()) {
      // A new picture is made of the recording: whoever makes one may read it now.
      if (!finding.recording) return problem(410, "gone");
      TRY_ASSIGN(auto reading, find_reading(*finding.recording));
      if (!reading.value) return std::move(reading.refusal);
      TRY_ASSIGN(body["entry"], report(*reading.value, in));
    }
    TRY(transaction_.execute("UPDATE findings SET note = :note WHERE id = :id", {in.note, finding.id}));
    if (in.picture) {
      TRY(transaction_.execute("DELETE FROM finding_pictures WHERE finding = :id", {finding.id}));
      TRY(put_picture(finding.id, *in.picture));
    }
    TRY(note_deleted(transaction_, {"findings", "finding_pictures"}));
    return json_answer(body);
  }

  Result<Answer> remove() {
    TRY_ASSIGN(auto own, find_own());
    if (!own.value) return std::move(own.refusal);
    TRY(transaction_.execute("DELETE FROM finding_pictures WHERE finding = :id", {own.value->id}));
    TRY(transaction_.execute("DELETE FROM findings WHERE id = :id", {own.value->id}));
    TRY(note_deleted(transaction_, {"findings", "finding_pictures"}));
    return json_answer(Json::object());
  }

  Result<Answer> picture() {
    TRY_ASSIGN(const auto rows, transaction_.query("SELECT content FROM finding_pictures WHERE finding = :id",
                                                   {request_.parameters.at("id")}));
    if (rows.empty()) return problem(404, "no-such-finding");
    TRY_ASSIGN(const Bytes bytes, from_base64(text(rows[0][0]), Padding::kRequired));
    return text_answer(std::string(insyn::text_of(bytes)), "application/octet-stream");
  }

 private:
  // The caller's own request by which this recording is open to them now, whose peel they have.
  Result<FoundOrAnswer<AskedRow>> find_reading(const std::string& recording) {
    using Found = FoundOrAnswer<AskedRow>;
    TRY(desk_.log.may_grow(transaction_));
    TRY_ASSIGN(auto stored, find_stored(transaction_, recording));
    if (!stored.value) return Found(std::move(stored.refusal));
    TRY_ASSIGN(
        const auto rows,
        transaction_.query(
            fmt::format("SELECT {} FROM requests WHERE recording = :recording AND account = :account "
                        "AND opens = 'pictures' AND state = 'approved' AND until > :now ORDER BY asked "
                        "DESC, id LIMIT 1",
                        kAskedColumns),
            {recording, request_.caller.id, desk_.now()}));
    if (rows.empty()) return Found(problem(403, "not-open"));
    AskedRow asked = asked_of(rows[0]);
    if (!asked.peel_entry) return Found(problem(409, "no-peel"));
    return Found(std::move(asked));
  }

  // Others can look at a finding: it is something that was made of the recording.
  Result<std::uint64_t> report(const AskedRow& reading, const FindingIn& in) {
    const auto form = in.picture->empty() ? ledger::ExportForm::kText : ledger::ExportForm::kPictures;
    return desk_.log.append(transaction_,
                            ledger::ExportReported{{static_cast<std::uint64_t>(*reading.peel_entry)}, form});
  }

  // Another account's is none, as far as this one is told.
  Result<FoundOrAnswer<Finding>> find_own() {
    using Found = FoundOrAnswer<Finding>;
    TRY_ASSIGN(const auto rows,
               transaction_.query(fmt::format("SELECT {} FROM findings WHERE id = :id AND account = :account",
                                              kFindingColumns),
                                  {request_.parameters.at("id"), request_.caller.id}));
    if (rows.empty()) return Found(problem(404, "no-such-finding"));
    return Found(finding_of(rows[0]));
  }

  Status put_picture(const std::string& id, const std::string& picture) {
    if (picture.empty()) return {};
    TRY(transaction_.execute("INSERT INTO finding_pictures (finding, content) VALUES (:id, :content)",
                             {id, picture}));
    return {};
  }

  const Desk& desk_;
  const Request& request_;
  Transaction& transaction_;
};

struct FindingFilter {
  std::string recording;
  std::string after_day, after_id;
  std::uint64_t most = 50;
};

std::optional<FindingFilter> parse_finding_filter(const std::string& query) {
  const auto all = http::parse_query(query);
  if (!all) return std::nullopt;
  FindingFilter filter;
  for (const auto& [name, value] : *all) {
    if (name == "recording") {
      filter.recording = value;
      if (!recording::is_recording_id(value)) return std::nullopt;
    } else if (name == "after") {
      const std::size_t dot = std::min(value.find('.'), value.size());
      filter.after_day = value.substr(0, dot);
      filter.after_id = value.substr(std::min(dot + 1, value.size()));
      if (filter.after_day.size() != 10 || !recording::is_recording_id(filter.after_id)) return std::nullopt;
    } else if (name == "most") {
      filter.most = http::parse_count(value, kMostFindingsInList).value_or(0);
      if (filter.most == 0) return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  return filter;
}

// The newest day first.
Answer list_findings(const Desk& desk, const Request& request) {
  const auto filter = parse_finding_filter(request.head.query);
  if (!filter) return problem(400, "query");
  std::string where;
  std::vector<Value> values;
  const auto only = [&](const char* condition, const std::vector<Value>& with) {
    where += (where.empty() ? " WHERE " : " AND ") + std::string(condition);
    values.insert(values.end(), with.begin(), with.end());
  };
  if (!filter->recording.empty()) only("recording = :recording", {filter->recording});
  if (!filter->after_id.empty())
    only("day <= :day AND (day < :same OR id < :id)",
         {filter->after_day, filter->after_day, filter->after_id});
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(const auto rows,
               transaction.query(fmt::format("SELECT {} FROM findings{} ORDER BY day DESC, id DESC LIMIT {}",
                                             kFindingColumns, where, filter->most + 1),
                                 values));
    Json body;
    body["findings"] = Json::array();
    for (const Row& row : rows) {
      if (body["findings"].size() == filter->most) {
        const Json& last = body["findings"].back();
        body["next"] = fmt::format("{}.{}", last["day"].get<std::string>(), last["id"].get<std::string>());
        break;
      }
      body["findings"].push_back(told_finding(finding_of(row), request));
    }
    return json_answer(body);
  });
}

using HandlesFinding = Result<Answer> (Findings::*)(const FindingIn&);

Answer hand_in_finding(const Desk& desk, const Request& request, bool is_new) {
  const auto in = read_finding(request.body, is_new);
  if (!in) return problem(400, "json");
  const HandlesFinding what = is_new ? &Findings::add : &Findings::change;
  const Answer answer =
      desk.published(answer_writing(desk.database, [&](Transaction& transaction) -> Result<Answer> {
        Findings findings(desk, request, transaction);
        return (findings.*what)(*in);
      }));
  // What is not erased now is by the next round.
  if (!is_new && answer.status == 200) (void)erase_if_cheap(desk.database);
  return answer;
}

Answer remove_finding(const Desk& desk, const Request& request) {
  Answer answer = answer_writing(
      desk.database, [&](Transaction& transaction) { return Findings(desk, request, transaction).remove(); });
  if (answer.status == 200) (void)erase_if_cheap(desk.database);
  return answer;
}

Answer finding_picture(const Desk& desk, const Request& request) {
  return answer_reading(desk.database, [&](Transaction& transaction) {
    return Findings(desk, request, transaction).picture();
  });
}

}  // namespace

std::vector<http::Route> finding_routes(const Desk& desk) {
  const std::vector<http::Role> who = {http::Role::kReviewer};
  constexpr std::uint64_t kLargest =
      in_base64(kLargestFindingNote) + in_base64(kLargestFindingPicture) + kSpaceForMembers;
  return {
      {"POST", "/v1/findings", who, kLargest,
       http::Handle([desk](const Request& request) { return hand_in_finding(desk, request, true); })},
      {"GET", "/v1/findings", who, 0,
       http::Handle([desk](const Request& request) { return list_findings(desk, request); })},
      {"PUT", "/v1/findings/{id}", who, kLargest,
       http::Handle([desk](const Request& request) { return hand_in_finding(desk, request, false); })},
      {"DELETE", "/v1/findings/{id}", who, 0,
       http::Handle([desk](const Request& request) { return remove_finding(desk, request); })},
      {"GET", "/v1/findings/{id}/picture", who, 0,
       http::Handle([desk](const Request& request) { return finding_picture(desk, request); })},
  };
}

}  // namespace insyn::server
