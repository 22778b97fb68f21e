#include "server/reports/reports.h"

#include <algorithm>
#include <map>

#include "agreement/weeks.h"
#include "agreement/zone.h"
#include "base/bytes.h"
#include "insight/register/entry.h"
#include "server/accounts/transact.h"
#include "server/reports/report_check.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using http::Request;
using http::Role;
using json::Json;
using json::Members;

// How far a client's clock may be from this server's.
constexpr std::chrono::minutes kClockTolerance{5};
constexpr std::size_t kLongestNote = 16 << 10;
constexpr std::size_t kLongestExamples = 1 << 20;  // in base64

// What an analyst hands in.
struct HandedInReport {
  std::string report;         // the bytes of report.json
  std::string register_note;  // register.note, with the insight key's signature added
  std::string examples;       // examples.age in base64; empty where there is none
};

std::optional<HandedInReport> read_report(const std::string& body) {
  auto members = Members::parse(body);
  if (!members) return std::nullopt;
  HandedInReport in;
  in.report = members->lines("report", kLargestReport).value_or("");
  in.register_note = members->lines("register", kLongestNote).value_or("");
  in.examples = members->text("examples", kLongestExamples).value_or("");
  if (!members->finish() || in.report.empty() || in.register_note.empty()) return std::nullopt;
  if (!in.examples.empty() && !from_base64(in.examples, Padding::kRequired)) return std::nullopt;
  return in;
}

// With what whoever makes reports signs them: the insight key that the agreement vouches for, where it has a
// signing key; else the party that vouches for it, or the employer.
const note::Verifier* key_of_insight(const agreement::Agreement& agreement) {
  const auto party_named = [&](const std::string& name) -> const note::Verifier* {
    for (const note::PublicKeys& one : agreement.unions())
      if (one.name == name && one.verifier) return &*one.verifier;
    return agreement.employer().verifier ? &*agreement.employer().verifier : nullptr;
  };
  for (const agreement::Opener& opener : agreement.openers()) {
    if (opener.layer != agreement::Layer::kInsight) continue;
    for (const agreement::VouchedRecipient& one : agreement.terms().vouched)
      if (one.keys.recipient == opener.recipient && one.keys.verifier) return &*one.keys.verifier;
    return party_named(opener.vouched_by);
  }
  return party_named("");
}

bool has_signed(const note::Note& note, const note::Verifier& key) {
  const auto by = note::is_signed_by(note, key);
  return by && *by;
}

// The hash of the note as the register has it, with its own signature alone: the next note names it.
Digest hash_in_register(std::string_view note, const note::Note& parsed, const note::Verifier& key) {
  std::string alone = parsed.text + "\n";
  std::string_view rest = note.substr(std::min(note.size(), alone.size()));
  for (std::size_t which = 0; which < parsed.signatures.size(); ++which) {
    const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    if (note::is_by(parsed.signatures[which], key)) alone += rest.substr(0, end);
    rest.remove_prefix(end);
  }
  return sha256(view_of(alone));
}

class TakingIn {
 public:
  TakingIn(const Desk& desk, Transaction& transaction) : desk_(desk), transaction_(transaction) {}

  Result<Answer> take(const HandedInReport& in) {
    const auto note = note::parse(in.register_note);
    if (!note) return problem(400, "note");
    const auto entry = insight::parse_entry(note->text);
    if (!entry) return problem(400, "note");
    if (entry->report != sha256(view_of(in.report))) return problem(400, "digest");
    const auto report = check_report(in.report);
    if (!report) return http::because(problem(422, "report"), report.error().message);
    const auto key = note::Verifier::parse(report->register_key);
    if (!key || !has_signed(*note, *key)) return problem(403, "note");
    TRY_ASSIGN(const auto known, transaction_.query("SELECT hash FROM agreements WHERE hash = :hash",
                                                    {to_hex(entry->agreement)}));
    if (known.empty()) return problem(404, "agreement");
    TRY_ASSIGN(const agreement::Agreement agreement, desk_.agreement(transaction_, to_hex(entry->agreement)));
    const note::Verifier* insight = key_of_insight(agreement);
    if (insight == nullptr || !has_signed(*note, *insight)) return problem(403, "insight-key");
    if (!fits(*report, *entry, agreement)) return problem(422, "weeks");
    if (entry->made > desk_.clock.utc() + kClockTolerance) return problem(422, "clock");
    const std::string id = to_hex(entry->report);
    const std::string hash = to_hex(hash_in_register(in.register_note, *note, *key));
    TRY_ASSIGN(std::optional<Answer> other, check_series(id, *report, *entry, hash));
    if (other) return std::move(*other);
    TRY(transaction_.execute(
        "INSERT INTO reports (id, number, register, agreement, made, note, note_hash, report, examples, "
        "received) VALUES (:id, :number, :register, :agreement, :made, :note, :hash, :report, :examples, "
        ":now) ON CONFLICT (id) DO NOTHING",
        {id, column(report->number), report->register_key, to_hex(entry->agreement), column(entry->made),
         in.register_note, hash, in.report, or_null(in.examples), desk_.now()}));
    for (const NamedFriction& one : report->frictions)
      TRY(
          transaction_.execute("INSERT INTO frictions (kind, what, screen, other_screen, status, version, "
                               "since, note, set_by) VALUES (:kind, :what, :screen, :other, '', NULL, '', "
                               "NULL, '') ON CONFLICT DO NOTHING",
                               {one.kind, one.what, one.screen, one.other_screen}));
    Json body;
    body["id"] = id;
    return json_answer(body);
  }

 private:
  // The report is about what its agreement says.
  static bool fits(const CheckedReport& report, const insight::Entry& entry,
                   const agreement::Agreement& agreement) {
    const agreement::Terms& terms = agreement.terms();
    const auto weeks = agreement::whole_weeks(terms);
    return weeks && !weeks->empty() && entry.from == weeks->front() && entry.to == weeks->back() &&
           entry.zone == agreement::zone_of(terms) && report.agreement == terms.id &&
           report.number == entry.number && report.min_group == entry.min_group &&
           report.min_calls == entry.min_calls &&
           report.min_group == static_cast<std::uint64_t>(terms.min_group) &&
           report.min_calls == static_cast<std::uint64_t>(terms.min_calls);
  }

  // One register has one report of each number, and each follows on the one before.
  Result<std::optional<Answer>> check_series(const std::string& id, const CheckedReport& report,
                                             const insight::Entry& entry, const std::string& hash) {
    using Other = std::optional<Answer>;
    TRY_ASSIGN(
        const auto near,
        transaction_.query("SELECT id, number, note_hash, note FROM reports WHERE register = :register "
                           "AND number >= :least AND number <= :most",
                           {report.register_key, column(report.number) - 1, column(report.number) + 1}));
    for (const Row& row : near) {
      const std::int64_t number = server::number(row[1]);
      if (number == column(report.number) && text(row[0]) != id) return Other(problem(409, "register"));
      if (number < column(report.number) && (!entry.before || to_hex(*entry.before) != text(row[2])))
        return Other(problem(409, "register"));
      if (number > column(report.number)) {
        TRY_ASSIGN(const note::Note next, note::parse(text(row[3])));
        TRY_ASSIGN(const insight::Entry after, insight::parse_entry(next.text));
        if (!after.before || to_hex(*after.before) != hash) return Other(problem(409, "register"));
      }
    }
    return Other();
  }

  const Desk& desk_;
  Transaction& transaction_;
};

Answer hand_in_report(const Desk& desk, const Request& request) {
  const auto in = read_report(request.body);
  if (!in) return problem(400, "json");
  return answer_writing(desk.database,
                        [&](Transaction& transaction) { return TakingIn(desk, transaction).take(*in); });
}

// The newest of a series: more nobody looks at.
Answer list_reports(const Desk& desk, const Request& /*request*/) {
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(const auto rows,
               transaction.query("SELECT id, number, register, agreement, made, note, examples IS NOT NULL "
                                 "FROM reports ORDER BY made DESC, number DESC, id LIMIT 500"));
    Json body;
    body["reports"] = Json::array();
    std::map<std::string, std::string> ids;  // of agreements, by their hashes
    for (const Row& row : rows) {
      TRY_ASSIGN(const note::Note note, note::parse(text(row[5])));
      TRY_ASSIGN(const insight::Entry entry, insight::parse_entry(note.text));
      if (std::string& agreement_id = ids[text(row[3])]; agreement_id.empty()) {
        TRY_ASSIGN(const agreement::Agreement agreement, desk.agreement(transaction, text(row[3])));
        agreement_id = agreement.terms().id;
      }
      body["reports"].push_back({{"id", text(row[0])},
                                 {"number", number(row[1])},
                                 {"register", text(row[2])},
                                 {"from", to_text(entry.from)},
                                 {"to", to_text(entry.to)},
                                 {"zone", entry.zone},
                                 {"made", to_text(entry.made)},
                                 {"agreement", text(row[3])},
                                 {"agreement_id", ids[text(row[3])]},
                                 {"examples", number(row[6]) != 0},
                                 {"note", text(row[5])}});
    }
    return json_answer(body);
  });
}

Result<FoundOrAnswer<std::string>> find_report(Transaction& transaction, const Request& request,
                                               const char* what) {
  using Found = FoundOrAnswer<std::string>;
  TRY_ASSIGN(auto rows, transaction.query(fmt::format("SELECT {} FROM reports WHERE id = :id", what),
                                          {request.parameters.at("id")}));
  if (rows.empty() || is_null(rows[0][0])) return Found(problem(404, "no-such-report"));
  return Found(text(rows[0][0]));
}

// The bytes that were signed for.
Answer give_report(const Desk& desk, const Request& request) {
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(auto found, find_report(transaction, request, "report"));
    if (!found.value) return std::move(found.refusal);
    return text_answer(*std::move(found.value), "application/json");
  });
}

Answer give_examples(const Desk& desk, const Request& request) {
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(auto found, find_report(transaction, request, "examples"));
    if (!found.value) return std::move(found.refusal);
    TRY_ASSIGN(const Bytes sealed, from_base64(*found.value, Padding::kRequired));
    Answer answer = text_answer(std::string(text_of(sealed)), "application/octet-stream");
    answer.fields.push_back({"content-disposition", "attachment; filename=\"examples.age\""});
    return answer;
  });
}

}  // namespace

std::vector<http::Route> report_routes(const Desk& desk) {
  const std::vector<Role> everybody = {Role::kAdministrator, Role::kReviewer, Role::kUnion, Role::kAnalyst,
                                       Role::kAgent};
  const auto handle = [&](Answer (*what)(const Desk&, const Request&)) {
    return http::Handle([desk, what](const Request& request) { return what(desk, request); });
  };
  return {{"POST", "/v1/reports", {Role::kAnalyst}, kLargestReport, handle(&hand_in_report)},
          {"GET", "/v1/reports", everybody, 0, handle(&list_reports)},
          {"GET", "/v1/reports/{id}", everybody, 0, handle(&give_report)},
          {"GET", "/v1/reports/{id}/examples", {Role::kReviewer, Role::kUnion}, 0, handle(&give_examples)}};
}

}  // namespace insyn::server
